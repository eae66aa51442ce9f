//! What holds inside a group of an RTF file and ends with it.

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Into the paragraph.
    Text,
    /// Nowhere.
    Nowhere,
    /// Nowhere, but an alternative in Unicode follows that goes where the group's text would have gone.
    Alternatives,
    /// Into the names of fonts.
    Fonts,
    /// Into the names of styles.
    Styles,
    /// Into the paragraph's number as last shown.
    Label,
    /// Into the instruction of a field.
    Instruction,
    /// Into a fact or another note about the document.
    Fact(&'static str),
}

/// What holds inside a group.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) destination: Destination,
    /// Where text goes that is an alternative to what goes nowhere.
    pub(super) alternative: Destination,
    /// Characters after `\u` that stand for it in programs without Unicode.
    pub(super) substitutes: u32,
    pub(super) font: Option<i32>,
    /// Font of Chinese characters.
    pub(super) east_font: Option<i32>,
    /// Whether the next `\af` names the font of Chinese characters.
    pub(super) names_east_font: bool,
    pub(super) deleted: bool,
    pub(super) hidden: bool,
    /// Raised (`true`) or lowered.
    pub(super) raised: Option<bool>,
    pub(super) paragraph: ParagraphFacets,
    /// What ends with the group.
    pub(super) ends: Option<Ends>,
    /// Where the result of a field goes.
    pub(super) result: Destination,
    /// Whether it describes a row of an inner table.
    pub(super) in_inner_row: bool,
    /// Whether pictures in it are counted already.
    pub(super) is_counted: bool,
}

/// What is known of the paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ParagraphFacets {
    pub(super) style: Option<i32>,
    pub(super) in_table: bool,
    /// How many tables deep it stands, when told.
    pub(super) depth: Option<usize>,
    pub(super) outline: Option<u8>,
    /// Whether it belongs to a list.
    pub(super) in_list: bool,
}

impl ParagraphFacets {
    /// How many tables deep the paragraph stands.
    pub(super) fn depth(&self) -> usize {
        self.depth.unwrap_or(0).max(usize::from(self.in_table))
    }
}

/// What ends with a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// A story apart from the one around it.
    Flow,
    Field,
    /// A fact, whose text has been collected.
    Fact(&'static str),
}

impl Group {
    /// The outermost group.
    pub(super) fn outermost() -> Self {
        Self {
            destination: Destination::Text,
            alternative: Destination::Text,
            substitutes: 1,
            font: None,
            east_font: None,
            names_east_font: false,
            deleted: false,
            hidden: false,
            raised: None,
            paragraph: ParagraphFacets::default(),
            ends: None,
            result: Destination::Text,
            in_inner_row: false,
            is_counted: false,
        }
    }

    /// A group inside this one.
    pub(super) fn inner(&self) -> Self {
        Self {
            ends: None,
            ..self.clone()
        }
    }

    /// Takes the formatting of characters away.
    pub(super) fn plain(&mut self) {
        self.font = None;
        self.deleted = false;
        self.hidden = false;
        self.raised = None;
    }
}

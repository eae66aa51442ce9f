//! Which elements of a page begin a line of their own, which are not shown, and which are not the article.
use ego_tree::{NodeId, NodeRef};
use scraper::{Node, node::Element};

/// Elements that begin and end a line of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Elements whose content is never shown.
const UNSHOWN: &[&str] = &[
    "script", "style", "head", "template", "noscript", "noframes", "noembed", "datalist", "object",
    "audio", "video", "canvas", "iframe", "rt", "rp",
];
/// Elements and roles that lead around a site.
const NAVIGATION: &[&str] = &["navigation", "menu", "menubar"];

/// Why an element is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PassOver {
    /// It is not shown to anybody.
    Unshown,
    /// The page hides it.
    Hidden,
    /// Its text was struck out as deleted.
    Deleted,
    /// It leads around the site.
    Navigation,
    /// The foot of the site, not of an article.
    Footer,
}

/// Whether the element stands on lines of its own.
pub(super) fn is_block(element: &Element) -> bool {
    BLOCKS.contains(&element.name()) || style_has(element, "display", &["block"])
}

/// The level of `h1` to `h6`.
pub(super) fn heading_level(element: &Element) -> Option<u8> {
    let level: u8 = element.name().strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// Whether and why the element is passed over with all it holds.
pub(super) fn passed_over(node: NodeRef<'_, Node>, element: &Element) -> Option<PassOver> {
    let name = element.name();
    if UNSHOWN.contains(&name) {
        return Some(PassOver::Unshown);
    }
    if name == "del" {
        return Some(PassOver::Deleted);
    }
    // A hidden row is part of its table and kept as such.
    if name != "tr" && is_hidden(element) {
        return Some(PassOver::Hidden);
    }
    let role = element.attr("role").unwrap_or_default();
    if name == "nav" || NAVIGATION.contains(&role) {
        return Some(PassOver::Navigation);
    }
    let is_footer = name == "footer" || role == "contentinfo";
    (is_footer && !is_inside_article(node)).then_some(PassOver::Footer)
}

/// Whether the page hides the element, by attribute or by its own style. Style sheets are not read.
pub(super) fn is_hidden(element: &Element) -> bool {
    element.attr("hidden").is_some_and(|v| v != "until-found")
        || style_has(element, "display", &["none"])
        || style_has(element, "visibility", &["hidden", "collapse"])
        || style_has(element, "mso-hide", &["all"])
}

/// Whether the element's own style gives `property` one of `values`.
pub(super) fn style_has(element: &Element, property: &str, values: &[&str]) -> bool {
    let Some(style) = element.attr("style") else {
        return false;
    };
    style.split(';').any(|rule| {
        rule.split_once(':').is_some_and(|(name, value)| {
            let value = value.split('!').next().unwrap_or_default().trim();
            name.trim().eq_ignore_ascii_case(property)
                && values.iter().any(|v| v.eq_ignore_ascii_case(value))
        })
    })
}

/// Which entries of a drop-down list show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// All: it is a list, not a drop-down.
    All,
    /// Those marked as selected.
    Marked,
    /// None is marked: the first.
    First(NodeId),
}

impl Shows {
    /// What a `select` shows.
    pub(super) fn of(select: NodeRef<'_, Node>, element: &Element) -> Self {
        if element.attr("multiple").is_some() || element.attr("size").is_some() {
            return Self::All;
        }
        let mut first = None;
        for node in select.descendants() {
            let option = node.value().as_element();
            let Some(option) = option.filter(|e| e.name() == "option") else {
                continue;
            };
            if option.attr("selected").is_some() {
                return Self::Marked;
            }
            first.get_or_insert(node.id());
        }
        first.map_or(Self::All, Self::First)
    }

    /// Whether an entry shows.
    pub(super) fn entry(self, option: NodeRef<'_, Node>, element: &Element) -> bool {
        match self {
            Self::All => true,
            Self::Marked => element.attr("selected").is_some(),
            Self::First(id) => option.id() == id,
        }
    }
}

fn is_inside_article(node: NodeRef<'_, Node>) -> bool {
    node.ancestors().any(|a| {
        a.value()
            .as_element()
            .is_some_and(|e| matches!(e.name(), "article" | "main" | "section" | "blockquote"))
    })
}

//! The rule file as it is written: every level refuses fields it does not know.
use serde::Deserialize;
use toml::Spanned;

pub(super) type Text = Spanned<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackFile {
    pub id: Text,
    /// The indicator the rule belongs to; the rule's own id when absent.
    pub indicator: Option<Text>,
    pub version: u32,
    /// Who wrote the rule; that person does not accept its flags.
    pub author: Option<String>,
    pub name: Text,
    pub family: String,
    pub kind: Text,
    pub scope: Text,
    pub severity: Text,
    pub certainty: Option<Text>,
    pub doc_types: Spanned<Vec<Text>>,
    /// When given, only passages under a heading that contains one of these words.
    #[serde(default)]
    pub sections: Vec<Text>,
    /// Never under a heading that contains one of these words.
    #[serde(default)]
    pub skip_sections: Vec<Text>,
    /// Canonical table fields whose cells are examined too.
    #[serde(default)]
    pub columns: Vec<Text>,
    /// Fewest characters a unit must have.
    pub min_chars: Option<u32>,
    /// Most characters a unit may have.
    pub max_chars: Option<u32>,
    pub threshold: Option<Spanned<f64>>,
    /// Feature, or features, of which one must be found.
    pub required: Option<Spanned<OneOrMore>>,
    /// Features whose sum is shown as {具体性}.
    #[serde(default)]
    pub concreteness: Vec<Text>,
    pub message: Message,
    #[serde(default)]
    pub basis: Vec<Basis>,
    /// Word lists for use in patterns as `<name>`.
    #[serde(default)]
    pub define: Vec<Spanned<Define>>,
    #[serde(default)]
    pub when: Vec<Spanned<When>>,
    #[serde(default)]
    pub unless: Vec<Spanned<Unless>>,
    #[serde(default)]
    pub feature: Vec<Spanned<Feature>>,
    #[serde(default)]
    pub test: Vec<Spanned<Test>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    pub(super) fn names(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::More(names) => names,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Message {
    pub reason: Text,
    #[serde(default)]
    pub ask: Vec<String>,
    pub would_clear: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Basis {
    pub title: String,
    pub point: String,
    pub url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Define {
    pub name: Text,
    pub any: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct When {
    pub name: Text,
    #[serde(default)]
    pub any: Vec<Text>,
    /// `use` (default): a mention does not count; `any`: it does.
    #[serde(default)]
    pub context: Vec<Text>,
    /// `unit` (default): anywhere in the unit; `clause`: in one clause with the other groups that say so.
    pub together: Option<Text>,
    /// How far from the unit it may stand: `unit` (default), `around`, `passage`; at least one trigger stands in the unit.
    pub within: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unless {
    pub name: Text,
    #[serde(default)]
    pub any: Vec<Text>,
    /// Slots of concreteness; the exemption holds when at least `at_least` of them are filled.
    #[serde(default)]
    pub slots: Vec<Text>,
    pub at_least: Option<u32>,
    /// Canonical table fields; the exemption holds for a cell that repeats one of its column's fixed values
    /// in a row that has something in one of these columns.
    #[serde(default)]
    pub columns: Vec<Text>,
    /// A match right after a denial (无批准文件, 未注明) does not count.
    #[serde(default)]
    pub affirmed: bool,
    /// `unit`, `around` (default: one sentence either way), `passage` (in a table: the cell).
    pub within: Option<Text>,
    /// `drop` (default) or `lower`.
    pub effect: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Feature {
    pub name: Text,
    pub weight: f64,
    pub cap: u32,
    #[serde(default)]
    pub any: Vec<Text>,
    #[serde(default)]
    pub slots: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Test {
    pub expect: Expect,
    pub text: String,
    #[serde(default)]
    pub why: String,
    /// Heading the text stands under.
    pub section: Option<String>,
    /// Table field of the cell the text stands in.
    pub column: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Expect {
    Flag(bool),
    Known(String),
}

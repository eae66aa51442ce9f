//! What the targets share: calling a reader, telling our own faults from those of other people's code, and checking what
//! holds of every reading.
#[path = "../../tests/suite/import/sound.rs"]
mod sound;

mod package;

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Mutex, Once, OnceLock},
};

use jiff::civil::date;
use taizhang::{
    detect::RulePacks,
    import,
    index::Query,
    model::{DateRole, Format, Limits, MappedBy, RawFile, ReadingSettings, Recovery},
    normalize::{
        dates::{self, SerialBase},
        headers, numbers,
    },
    workflow::analyze,
};

/// Places are compared for one input in so many: normalizing costs more than reading.
const PLACES_ONE_IN: usize = 8;

/// Reads bytes as a format and checks the reading.
pub fn read(format: Format, data: &[u8]) {
    let Some(Ok(reading)) = excusing_others(|| import::read_as(format, data)) else {
        return;
    };
    let raw = RawFile {
        file: "稿".to_owned(),
        sha256: String::new(),
        bytes: data.len() as u64,
        format: Some(format),
        recovery: if reading.partial { Recovery::Partial } else { Recovery::Complete },
        reasons: reading.reasons,
        blocks: reading.blocks,
        facts: reading.facts,
    };
    // A format without text and without a reason gets its reason later, from `import` itself.
    if raw.reasons.is_empty() && raw.blocks.is_empty() && raw.recovery == Recovery::Complete {
        return;
    }
    let wrong = sound::file(&raw).err().or_else(|| {
        let compared = data.len().is_multiple_of(PLACES_ONE_IN);
        compared.then(|| sound::places(&raw).err()).flatten()
    });
    if let Some(wrong) = wrong {
        panic!("{}: {wrong}", format.name());
    }
}

/// Reads a sound package in which one part is replaced: the first byte says which, the rest is its content. Data that is a
/// package itself is read as it is.
pub fn read_package(format: Format, data: &[u8]) {
    if data.starts_with(b"PK") {
        return read(format, data);
    }
    if let Some(bytes) = package::with_part(format, data) {
        read(format, &bytes);
    }
}

/// Reads a file with all that it carries, within small limits, and checks each row.
pub fn read_all(name: &str, data: &[u8]) {
    let limits = Limits {
        nesting: 3,
        files: 50,
        expanded_mb: 8,
        ..Limits::default()
    };
    let rows = excusing_others(|| import::read_all(name, data, &limits, None)).unwrap_or_default();
    for raw in rows {
        if let Err(wrong) = sound::file(&raw) {
            panic!("{}: {wrong}", raw.file);
        }
    }
}

/// Reads dates in a cell and in running text.
pub fn dates(text: &str) {
    let report = Some(date(2026, 9, 30));
    let chars = text.chars().count();
    for reference in [report, None] {
        for found in dates::find(text, reference) {
            assert!(found.start < found.end && found.end as usize <= chars, "{found:?}");
        }
        for role in [DateRole::Start, DateRole::Deadline, DateRole::Event] {
            for serial in [None, Some(SerialBase::Excel1900), Some(SerialBase::Excel1904)] {
                let value = dates::parse(text, role, reference, serial);
                if let (Some(from), Some(to)) = (value.from, value.to) {
                    assert!(from <= to, "{value:?}");
                }
            }
        }
    }
}

/// Reads numbers in running text.
pub fn numbers(text: &str) {
    let all: Vec<char> = text.chars().collect();
    for found in numbers::find(text) {
        let there: Option<String> = all
            .get(found.start as usize..found.end as usize)
            .map(|c| c.iter().collect());
        assert_eq!(there.as_deref(), Some(found.raw.as_str()), "{found:?}");
    }
}

/// Maps headers, one a line.
pub fn headers(text: &str) {
    let lines: Vec<&str> = text.split('\n').take(64).collect();
    let columns = headers::map(&lines);
    assert_eq!(columns.len(), lines.len());
    let mut fields = BTreeSet::new();
    let kept = columns.iter().filter(|c| c.mapped_by != MappedBy::Extra);
    for field in kept.filter_map(|c| c.field.as_ref()) {
        assert!(fields.insert(field), "{field} twice");
    }
}

/// Understands a query, shows it, and understands what is shown as the same.
pub fn query(text: &str) {
    if let Ok(query) = Query::parse(text) {
        let shown = query.to_string();
        let again = Query::parse(&shown);
        assert!(
            again.as_ref().is_ok_and(|a| a.to_string() == shown),
            "{text:?} is shown as {shown:?}, read again as {again:?}"
        );
    }
    let _ = Query::exactly(text);
}

/// Examines a report, or a ledger when it has commas, as an import does once a file is read.
pub fn examine(text: &str) {
    static PACKS: OnceLock<RulePacks> = OnceLock::new();
    let packs = PACKS.get_or_init(|| RulePacks::load(&[]).expect("sound rules"));
    for name in ["关于整改情况的报告.txt", "监督台账.csv"] {
        let raw = import::read_bytes(name, text.as_bytes());
        let _ = analyze(&raw, &ReadingSettings::default(), packs);
    }
}

/// Calls a reader. A panic in our own code ends the process, as libFuzzer expects; one in a crate from the registry is
/// caught, as `import` does, and told once for each place in the code.
fn excusing_others<T>(read: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    static TOLD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    HOOK.call_once(|| {
        let ours = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            if !place.contains("/registry/src/") {
                return ours(panic);
            }
            if TOLD.lock().is_ok_and(|mut told| told.insert(place.clone())) {
                eprintln!("excused: panic in another crate at {place}");
            }
        }));
    });
    catch_unwind(AssertUnwindSafe(read)).ok()
}

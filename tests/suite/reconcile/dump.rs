use std::{fmt::Write as _, fs, path::Path};
use taizhang::{import, ledger, ledger::Workdays, model::*, normalize, reconcile};

fn walk(dir: &Path, out: &mut Vec<std::path::PathBuf>) {
    let mut es: Vec<_> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    es.sort();
    for p in es {
        if p.is_dir() { walk(&p, out) } else { out.push(p) }
    }
}
#[test]
fn dump() {
    let Ok(dir) = std::env::var("DUMP") else { return };
    let mut files = Vec::new();
    walk(Path::new(&dir), &mut files);
    let docs: Vec<Document> = files.iter().filter(|p| p.extension().is_none_or(|e| e != "ndjson" && e != "py")).flat_map(|p| {
        let name = p.strip_prefix(&dir).unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(p).unwrap();
        import::read_all(&name, &bytes, &Limits::default(), None).into_iter().map(|r| normalize::document(&r, &ReadingSettings::default())).collect::<Vec<_>>()
    }).collect();
    let mut o = String::new();
    let books: Vec<Book> = docs.iter().flat_map(|d| ledger::books(d, &[])).collect();
    for b in &books { writeln!(o, "BOOK {:?} {} {} as_of={:?} n={}", b.kind, b.file, b.sheet, b.as_of.as_ref().map(|a| a.date), b.records.len()).unwrap(); }
    for b in &books { for r in &b.records { if r.no.as_deref() == Some("ZZ2026-024") || r.no.as_deref() == Some("ZZ2026-023") { writeln!(o, "REC {} {:?} {:?} {}", b.file, r.key, r.facets, r.title).unwrap(); } } }
    let series = ledger::series(books);
    for s in &series { writeln!(o, "SERIES {} {:?} v={}", s.name, s.kind, s.versions.len()).unwrap(); }
    let reports: Vec<Report> = docs.iter().map(reconcile::claims).collect();
    for r in &reports {
        writeln!(o, "## {} {:?} unit={:?} as_of={:?}", r.file, r.doc_type, r.unit, r.as_of).unwrap();
        for c in &r.claims {
            let what = match &c.claimed {
                Claimed::Status{facets, done_on} => format!("STATUS {:?}/{:?}/{:?} on {:?}", facets.completion, facets.schedule, facets.closure, done_on.as_ref().map(|d| &d.raw)),
                Claimed::Count{value, of, state, is_part, during} => format!("COUNT {} {of} {:?} part={is_part} during={during:?}", value.raw, state.map(|f| (f.completion, f.schedule, f.closure))),
                Claimed::Rate{value,name,of} => format!("RATE {name} {} {of:?}", value.raw),
                Claimed::Amount{value,what,of,is_running} => format!("AMOUNT {what} {} of {of:?} {is_running}", value.raw),
                Claimed::Step{step,date} => format!("STEP {step:?} {}", date.raw),
                Claimed::Deadline{date} => format!("DEADLINE {}", date.raw),
                Claimed::Unit{name} => format!("UNIT {name}"),
            };
            writeln!(o, "  {what} | no={:?} title={:?} doc={:?} unit={:?} as_of={:?}\n      「{}」 {:?}", c.subject.no, c.subject.title, c.subject.doc_no, c.subject.unit, c.as_of, c.source.quote(), c.source.place().cell).unwrap();
        }
    }
    let refs: Vec<&Document> = docs.iter().collect();
    let (rs, ls, wd) = (ReconcileSettings::default(), LedgerSettings::default(), Workdays::default());
    let desk = reconcile::Desk::new("2026-10-10".parse().unwrap(), (&rs, &ls, &wd), &series, &reports, &refs);
    let rec = reconcile::reconcile(&desk);
    for p in &rec.pairs { writeln!(o, "PAIR {:?} {:?} {} {} | {} | L={:?} R={:?} {:?}", p.agreement, p.no, p.matter, p.item, p.difference, p.ledger.as_ref().map(|l| l.quote()), p.report.as_ref().map(|l| l.quote()), p.linked_by).unwrap(); }
    for m in &rec.mismatches { if ["RC-04","RC-14","RC-15","RC-18"].contains(&m.check.as_str()) { writeln!(o, "MISMATCH {} {:?} {} | {} | {} | {}\n    SRC {} {:?} {}\n    EV {:?}", m.check, m.no, m.matter, m.item, m.formula, m.reason, m.source.file(), m.source.place().cell, m.source.quote(), m.evidence.iter().map(|e| (e.source.file(), e.source.place().cell.clone(), e.source.quote(), &e.note)).collect::<Vec<_>>()).unwrap(); } }
    fs::write("/tmp/claims_dump.txt", o).unwrap();
}

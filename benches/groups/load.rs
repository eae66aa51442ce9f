//! The workbench under load: a server process of its own, twenty connections, two hundred requests a second.
//!
//! `cargo bench --bench groups -- load` imports the material into a workspace (kept with `--folder DIR`), starts `taizhang serve`,
//! asks for every page once (cold), then for `--seconds 30` for pages by chance, at times set beforehand: an answer that comes late
//! makes the next ones late, and that counts. A second stretch does the same while one flag is decided each second.
mod material;
mod visitor;

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Mutex,
    time::{Duration, Instant},
};

use taizhang::workflow::{Actor, EntryFilter, Office, OfficeError, Purpose, Silent};
use tempfile::TempDir;

use super::contest::Settings;
use material::Dice;
use visitor::{Visitor, escaped};

const CONNECTIONS: usize = 20;
/// Requests a second of all connections together.
const RATE: usize = 200;
/// Between two decisions in the second stretch.
const DECIDE_EVERY: Duration = Duration::from_secs(1);
const PASSWORD: &str = "Zhangben-2026-yali";
/// Accounts and the letters of their roles; connections take them in turn.
const PEOPLE: &[(&str, &str)] = &[
    ("zuzhang", "G"),
    ("zeren", "O"),
    ("taizhang", "L"),
    ("yanpan", "M"),
    ("shenji", "AU"),
];

pub(crate) fn run(settings: &Settings) {
    let made;
    let folder = match &settings.folder {
        Some(folder) => folder.as_path(),
        None => {
            made = TempDir::new().unwrap();
            made.path()
        }
    };
    if !folder.join("taizhang.toml").exists() {
        fill(settings, folder);
    }
    let known = Known::of(folder);
    println!(
        "\nload — {} passages in {} documents, {} flags, {} entries; {CONNECTIONS} connections, {RATE} requests a second, {} cores",
        known.passages,
        known.documents.len(),
        known.flags.len(),
        known.entries.len(),
        std::thread::available_parallelism().map_or(0, usize::from)
    );
    let begun = Instant::now();
    let server = Server::start(settings, folder);
    println!("  listens after {} ms", begun.elapsed().as_millis());
    let mut visitors: Vec<(usize, Visitor)> = (0..CONNECTIONS)
        .map(|n| {
            let (at, mut visitor) = (n % PEOPLE.len(), Visitor::new(server.address));
            // One auditor is enough: the log is all there is to see.
            let at = if at == 4 && n > 4 { 0 } else { at };
            visitor.log_in(PEOPLE[at].0, PASSWORD);
            (at, visitor)
        })
        .collect();
    cold(&known, &mut visitors);
    println!(
        "  peak memory of the server after each page was opened once: {} MB",
        server.peak()
    );
    let seconds = settings.seconds;
    table(
        "reading",
        &stretch(&known, &mut visitors, seconds, None),
        seconds,
    );
    println!("  peak memory of the server: {} MB", server.peak());
    let mut decider = Visitor::new(server.address);
    decider.log_in(PEOPLE[1].0, PASSWORD);
    let told = stretch(&known, &mut visitors, seconds, Some(&mut decider));
    table(
        "reading, while a flag is decided each second",
        &told,
        seconds,
    );
    println!("  peak memory of the server: {} MB", server.peak());
}

/// Has the program itself import the material and raise the flags, as a keeper would; makes the accounts.
fn fill(settings: &Settings, folder: &Path) {
    let sent = TempDir::new().unwrap();
    material::write(sent.path());
    let mut batches: Vec<PathBuf> = std::fs::read_dir(sent.path())
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    batches.sort();
    Office::init(folder).unwrap();
    let told = |verb: &str, more: &[PathBuf]| {
        let begun = Instant::now();
        let mut command = program(settings, folder);
        let ended = command.arg(verb).args(more).stdout(Stdio::null()).status();
        // 1 says that something was found.
        assert!(
            matches!(ended.unwrap().code(), Some(0 | 1)),
            "{verb} failed"
        );
        println!("  {verb}: {:.1} s", begun.elapsed().as_secs_f64());
    };
    told("run", &batches);
    for (name, role) in PEOPLE {
        let mut adding = program(settings, folder)
            .args(["user", "add", name, "--role", role, "--password-stdin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut typed = adding.stdin.take().unwrap();
        writeln!(typed, "{PASSWORD}").unwrap();
        drop(typed);
        assert!(adding.wait().unwrap().success(), "no account {name}");
    }
}

/// The program over the workspace.
fn program(settings: &Settings, folder: &Path) -> Command {
    let own = Path::new(env!("CARGO_BIN_EXE_taizhang"));
    let mut command = Command::new(settings.program.as_deref().unwrap_or(own));
    command.args(["--workspace".as_ref(), folder.as_os_str()]);
    command.args(["--on", "2026-11-23"]);
    command
}

/// What can be asked for, read from the workspace itself so that the server has seen none of it.
struct Known {
    passages: usize,
    flags: Vec<String>,
    documents: Vec<i64>,
    entries: Vec<(String, String)>,
    queries: Vec<String>,
}

impl Known {
    fn of(folder: &Path) -> Self {
        let read = || -> Result<Self, OfficeError> {
            let actor = Actor {
                name: "bench".to_owned(),
                at: "2026-11-23T00:00:00Z".to_owned(),
            };
            let on = jiff::civil::date(2026, 11, 23);
            let mut office = Office::open(Office::at(folder)?, Purpose::Read, actor, on)?;
            let flags = office.all_flags()?;
            let documents: Vec<i64> = office
                .files()?
                .iter()
                .filter(|k| k.has_body)
                .map(|k| k.key)
                .collect();
            let mut passages = 0;
            for key in &documents {
                passages += office.document(*key)?.map_or(0, |d| d.passages.len());
            }
            let entries = office.ledger_entries(&EntryFilter::default(), &Silent)?;
            Ok(Self {
                passages,
                flags: flags
                    .iter()
                    .filter(|(.., current)| *current)
                    .map(|(_, f, _)| f.id().to_owned())
                    .collect(),
                documents,
                entries: entries
                    .into_iter()
                    .filter_map(|e| Some((e.no?, e.kind.name())))
                    .collect(),
                queries: material::queries(),
            })
        };
        read().unwrap()
    }

    /// A page by chance: its name and its address.
    fn page(&self, dice: &mut Dice, is_auditor: bool) -> (&'static str, String) {
        if is_auditor {
            return match dice.roll(4) {
                0 => ("首页", "/".to_owned()),
                1 => ("日志", "/log?entity=flag-case".to_owned()),
                _ => ("日志", "/log".to_owned()),
            };
        }
        let unit = || escaped(&material::unit(0));
        let name = PAGES[SHARES
            .iter()
            .scan(0, |sum, share| {
                *sum += share;
                Some(*sum)
            })
            .position({
                let at = dice.roll(SHARES.iter().sum());
                move |sum| at < sum
            })
            .unwrap_or(0)];
        let address = match name {
            "首页" => "/".to_owned(),
            "疑点" => match dice.roll(3) {
                0 => "/flags".to_owned(),
                1 => format!("/flags?page={}", 1 + dice.roll(self.flags.len() / 40)),
                _ => format!(
                    "/flags?unit={}&stand=open",
                    escaped(&material::unit(dice.roll(24)))
                ),
            },
            "疑点详情" => format!("/flags/{}", dice.pick(&self.flags)),
            "检索" => {
                let q = escaped(dice.pick::<String>(&self.queries));
                match dice.roll(3) {
                    0 => format!("/search?q={q}"),
                    1 => format!(
                        "/search?q={q}&unit={}",
                        escaped(&material::unit(dice.roll(24)))
                    ),
                    _ => format!("/search?q={q}&page={}", 1 + dice.roll(4)),
                }
            }
            "文档" => format!("/documents/{}", dice.pick(&self.documents)),
            "材料" => match dice.roll(2) {
                0 => "/files".to_owned(),
                _ => format!("/files?page={}", 1 + dice.roll(self.documents.len() / 100)),
            },
            "台账" => match dice.roll(3) {
                0 => "/ledger".to_owned(),
                1 => format!("/ledger?page={}", 1 + dice.roll(self.entries.len() / 100)),
                _ => format!("/ledger?unit={}", unit()),
            },
            "条目" => {
                let (no, kind) = dice.pick(&self.entries);
                format!("/ledger/entry?no={}&kind={}", escaped(no), escaped(kind))
            }
            "步骤" => "/ledger/steps".to_owned(),
            "闭环" => "/ledger/loop".to_owned(),
            "统计" => "/statistics".to_owned(),
            "对账" => match dice.roll(2) {
                0 => "/reconcile".to_owned(),
                _ => format!("/reconcile?answer={}", escaped("一致")),
            },
            "研判" => "/sessions".to_owned(),
            "问题" => "/issues".to_owned(),
            "意见与整改" => "/opinions".to_owned(),
            _ => "/rules".to_owned(),
        };
        (name, address)
    }
}

/// Pages a member of the office opens, and how many of a hundred requests are for each.
const PAGES: &[&str] = &[
    "首页",
    "疑点",
    "疑点详情",
    "检索",
    "文档",
    "材料",
    "台账",
    "条目",
    "步骤",
    "闭环",
    "统计",
    "对账",
    "研判",
    "问题",
    "意见与整改",
    "规则",
];
const SHARES: &[usize] = &[8, 14, 18, 14, 10, 6, 7, 7, 2, 2, 2, 4, 2, 1, 1, 2];

/// Every page once, one after another, before anything was kept ready.
fn cold(known: &Known, visitors: &mut [(usize, Visitor)]) {
    let mut dice = Dice::new(7);
    let mut seen: BTreeMap<&str, (Duration, usize)> = BTreeMap::new();
    while seen.len() < PAGES.len() + 1 {
        let at = if seen.len() == PAGES.len() { 4 } else { 0 };
        let (name, address) = known.page(&mut dice, at == 4);
        if seen.contains_key(name) {
            continue;
        }
        let begun = Instant::now();
        let answer = visitors[at].1.get(&address).unwrap();
        assert!(answer.is_page(), "{address} answers {}", answer.status);
        seen.insert(name, (begun.elapsed(), answer.body.len()));
    }
    let mut told: Vec<_> = seen.into_iter().collect();
    told.sort_by_key(|(_, (time, _))| std::cmp::Reverse(*time));
    let told: Vec<String> = told
        .iter()
        .map(|(name, (time, _))| format!("{name} {} ms", time.as_millis()))
        .collect();
    println!(
        "  each page for the first time, one by one: {}",
        told.join(", ")
    );
}

/// What was seen of one page.
#[derive(Default)]
struct Seen {
    times: Vec<Duration>,
    errors: usize,
    bytes: usize,
}

/// Requests at the times set for them, until the time is over.
fn stretch(
    known: &Known,
    visitors: &mut [(usize, Visitor)],
    seconds: u64,
    decider: Option<&mut Visitor>,
) -> BTreeMap<&'static str, Seen> {
    let told = Mutex::new(BTreeMap::<&'static str, Seen>::new());
    let note = |name: &'static str, (time, bytes): (Duration, Option<usize>)| {
        let mut told = told.lock().unwrap();
        let seen = told.entry(name).or_default();
        seen.times.push(time);
        seen.bytes += bytes.unwrap_or_default();
        seen.errors += usize::from(bytes.is_none());
    };
    let between =
        Duration::from_secs(1) * u32::try_from(CONNECTIONS).unwrap() / u32::try_from(RATE).unwrap();
    let begun = Instant::now() + Duration::from_millis(200);
    let length = Duration::from_secs(seconds);
    std::thread::scope(|scope| {
        for (n, (at, visitor)) in visitors.iter_mut().enumerate() {
            let note = &note;
            scope.spawn(move || {
                let mut dice = Dice::new(1_000 + n as u64);
                let mut due = begun
                    + between * u32::try_from(n).unwrap() / u32::try_from(CONNECTIONS).unwrap();
                while due < begun + length {
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let (name, address) = known.page(&mut dice, *at == 4);
                    let answer = visitor.get(&address);
                    if let Some(wrong) = answer.as_ref().map_or_else(
                        |e| Some(e.to_string()),
                        |a| (!a.is_page()).then(|| a.status.to_string()),
                    ) {
                        println!("  {address}: {wrong}");
                    }
                    let bytes = answer
                        .ok()
                        .filter(visitor::Answer::is_page)
                        .map(|a| a.body.len());
                    note(name, (due.elapsed(), bytes));
                    due += between;
                }
            });
        }
        if let Some(decider) = decider {
            let note = &note;
            scope.spawn(move || {
                let mut due = begun;
                // From the end of the list, so that a repeated run meets fresh ones as long as there are any.
                let mut fresh = known.flags.iter().rev();
                while due < begun + length {
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let Some(id) = fresh.next() else { break };
                    let page = format!("/flags/{id}");
                    let begun = Instant::now();
                    let fields = [
                        ("decision", "reject"),
                        ("code", "提及/引用"),
                        ("note", "压力测试"),
                    ];
                    let answer = decider.fill(&page, &format!("{page}/decide"), &fields);
                    let bytes = answer
                        .ok()
                        .filter(|a| a.status == 303)
                        .map(|a| a.body.len());
                    note("决定（打开并提交）", (begun.elapsed(), bytes));
                    due += DECIDE_EVERY;
                }
            });
        }
    });
    told.into_inner().unwrap()
}

fn table(title: &str, told: &BTreeMap<&'static str, Seen>, seconds: u64) {
    println!("  {title}, {seconds} s");
    println!(
        "  {:>9} {:>7} {:>9} {:>9} {:>9} {:>9}  page",
        "requests", "errors", "p50 ms", "p95 ms", "max ms", "KB each"
    );
    let mut all = Seen::default();
    for (name, seen) in told {
        row(name, seen);
        all.times.extend(&seen.times);
        all.errors += seen.errors;
        all.bytes += seen.bytes;
    }
    row("all", &all);
}

fn row(name: &str, seen: &Seen) {
    let mut times: Vec<f64> = seen.times.iter().map(|t| t.as_secs_f64() * 1e3).collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    println!(
        "  {:>9} {:>7} {:>9.1} {:>9.1} {:>9.1} {:>9.1}  {name}",
        times.len(),
        seen.errors,
        at(50),
        at(95),
        at(100),
        seen.bytes as f64 / 1e3 / times.len() as f64
    );
}

/// The server; it is stopped when this is dropped.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(settings: &Settings, folder: &Path) -> Self {
        let mut child = program(settings, folder)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split('/').next());
        let address = address.and_then(|a| a.parse().ok());
        match address {
            Some(address) => Self { child, address },
            None => {
                let _ = child.kill();
                panic!("the server says: {line}");
            }
        }
    }
    /// Peak memory so far, in megabytes.
    fn peak(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .unwrap_or_default();
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
        line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok())
            .unwrap_or_default()
            / 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

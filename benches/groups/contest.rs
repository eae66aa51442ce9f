//! Runs entries in turn, round after round, and prints times and ratios.
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

/// What the command line asks for.
pub(crate) struct Settings {
    /// Words of which a group's or entry's name must contain one; all if empty.
    names: Vec<String>,
    /// Megabytes of text to use at most; each group has its own default.
    megabytes: Option<usize>,
    /// Rounds.
    pub(crate) rounds: usize,
    /// How long pages are asked for.
    pub(crate) seconds: u64,
    /// Where the workspace under load is kept between runs.
    pub(crate) folder: Option<PathBuf>,
    /// The program to serve it instead of the one that was built with the bench.
    pub(crate) program: Option<PathBuf>,
}

impl Settings {
    pub(crate) fn from_arguments(arguments: impl Iterator<Item = String>) -> Self {
        let mut settings = Self {
            names: Vec::new(),
            megabytes: None,
            rounds: 5,
            seconds: 30,
            folder: None,
            program: None,
        };
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let number = |next: Option<String>| next.and_then(|n| n.parse().ok());
            match argument.as_str() {
                "--mb" => settings.megabytes = number(arguments.next()),
                "--rounds" => settings.rounds = number(arguments.next()).unwrap_or(5).max(1),
                "--seconds" => {
                    settings.seconds = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(30)
                }
                "--folder" => settings.folder = arguments.next().map(PathBuf::from),
                "--program" => settings.program = arguments.next().map(PathBuf::from),
                // What cargo itself hands over.
                "--bench" | "--test" => {}
                name => settings.names.push(name.to_owned()),
            }
        }
        settings
    }

    pub(crate) fn wants_group(&self, group: &str) -> bool {
        let of = |n: &String| n.split('/').next().is_some_and(|g| group.contains(g));
        self.names.is_empty() || self.names.iter().any(of)
    }

    fn wants(&self, group: &str, entry: &str) -> bool {
        let name = format!("{group}/{entry}");
        self.names.is_empty() || self.names.iter().any(|n| name.contains(n))
    }

    /// Bytes of text to use.
    pub(crate) fn bytes(&self, default_megabytes: usize) -> usize {
        self.megabytes.unwrap_or(default_megabytes) * 1_000_000
    }
}

/// Entries that do the same job, measured against the first.
pub(crate) struct Contest<'a> {
    settings: &'a Settings,
    group: &'a str,
    title: String,
    /// Bytes one run works through, if a rate means something.
    bytes: Option<usize>,
    entries: Vec<(String, Box<dyn FnMut() -> usize + 'a>)>,
}

impl<'a> Contest<'a> {
    pub(crate) fn new(
        settings: &'a Settings,
        group: &'a str,
        title: String,
        bytes: Option<usize>,
    ) -> Self {
        Self {
            settings,
            group,
            title,
            bytes,
            entries: Vec::new(),
        }
    }

    /// Adds an entry; what it returns is printed, so that nothing is optimized away and equal work can be seen to be equal.
    pub(crate) fn entry(mut self, name: &str, work: impl FnMut() -> usize + 'a) -> Self {
        if self.settings.wants(self.group, name) {
            self.entries.push((name.to_owned(), Box::new(work)));
        }
        self
    }

    pub(crate) fn run(mut self) {
        let mut times = vec![Vec::new(); self.entries.len()];
        let mut results = vec![0; self.entries.len()];
        for _ in 0..self.settings.rounds {
            for (at, (_, work)) in self.entries.iter_mut().enumerate() {
                let begun = Instant::now();
                results[at] = std::hint::black_box(work());
                times[at].push(begun.elapsed());
            }
        }
        println!("\n{} — {}", self.group, self.title);
        for (at, (name, _)) in self.entries.iter().enumerate() {
            let best = times[at].iter().min().copied().unwrap_or_default();
            let mut ratios: Vec<f64> = times[0]
                .iter()
                .zip(&times[at])
                .map(|(base, own)| base.as_secs_f64() / own.as_secs_f64())
                .collect();
            ratios.sort_by(f64::total_cmp);
            let rate = self.bytes.map_or_else(String::new, |bytes| {
                format!("{:>9.1} MB/s", bytes as f64 / 1e6 / best.as_secs_f64())
            });
            println!(
                "  {name:<44} {:>11} {rate}  {:>8.2} x  -> {}",
                shown(best),
                ratios[ratios.len() / 2],
                results[at],
            );
        }
    }
}

fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        s if s >= 1.0 => format!("{s:.2} s"),
        s if s >= 1e-3 => format!("{:.2} ms", s * 1e3),
        s => format!("{:.1} us", s * 1e6),
    }
}

/// Peak memory of this process so far, in megabytes, where the system tells.
pub(crate) fn peak_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

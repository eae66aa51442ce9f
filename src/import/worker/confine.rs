//! Puts a reading process under the limits of the operating system.
use crate::model::Limits;

/// A process whose memory once grew past this many KiB is replaced after its answer: allocators seldom give memory back.
const TIRED_KB: u64 = 192 << 10;

/// Bounds the address space of this process and forbids it to write files or leave core dumps.
#[cfg(unix)]
pub(super) fn confine(limits: &Limits) {
    use rustix::process::Resource;
    lower(Resource::As, limits.memory_mb << 20);
    lower(Resource::Core, 0);
    lower(Resource::Fsize, 0);
}

/// Gives this process so many more seconds of processor time; past them the system ends it.
#[cfg(unix)]
pub(super) fn allow_cpu(seconds: u64) {
    use rustix::{
        process::Resource,
        time::{ClockId, clock_gettime},
    };
    let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
    lower(
        Resource::Cpu,
        u64::try_from(used).unwrap_or(0) + seconds + 1,
    );
}

/// Sets the limit that counts; the one that only the system may raise again stays as it is.
#[cfg(unix)]
fn lower(resource: rustix::process::Resource, wanted: u64) {
    use rustix::process::{getrlimit, setrlimit};
    let mut limit = getrlimit(resource);
    limit.current = Some(limit.maximum.map_or(wanted, |most| most.min(wanted)));
    // A system that refuses is left as it is: the clock still bounds the process.
    let _unchanged = setrlimit(resource, limit);
}

/// Where the system knows no such limits, only the clock and the readers' own limits bound a file.
#[cfg(not(unix))]
pub(super) fn confine(_: &Limits) {}

#[cfg(not(unix))]
pub(super) fn allow_cpu(_: u64) {}

/// Whether this process has grown so large that it should make way for a new one. Linux tells; elsewhere it is never said.
pub(super) fn is_tired() -> bool {
    #[expect(
        clippy::disallowed_methods,
        reason = "the system tells a process its size in a file"
    )]
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    most.and_then(|l| l.split_whitespace().next()?.parse().ok())
        .is_some_and(|kb: u64| kb > TIRED_KB)
}

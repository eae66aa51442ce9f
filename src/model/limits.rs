//! What reading one file may cost: the limits that keep a hostile file from harming a batch.
use serde::{Deserialize, Serialize};

/// Limits of reading, `[limits]` in `taizhang.toml`.
///
/// The defaults are far above what real files need (each field says why) and far below what exhausts an office machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Largest file that is opened, in MiB.
    pub file_mb: u64,
    /// Address space of one reading process, in MiB. A workbook of a million filled rows takes about 500.
    pub memory_mb: u64,
    /// Processor time for one file with all it carries, in seconds. The slowest real file known takes under 10.
    pub cpu_seconds: u64,
    /// Time on the clock for one file with all it carries, in seconds; machines are busy, so it is generous.
    pub wall_seconds: u64,
    /// Largest answer of a reading process for one file, in MiB.
    pub answer_mb: u64,
    /// How deep files may lie inside files: an archive in an archive is 2.
    pub nesting: u32,
    /// Most files inside one file, over all depths.
    pub files: u32,
    /// How many times its packed size a part may grow, above 32 MiB. Deflate cannot exceed 1032; real office XML stays below 200.
    pub expansion_ratio: u64,
    /// What one file may unpack to, over all depths, in MiB.
    pub expanded_mb: u64,
    /// Most filled cells of one workbook.
    pub cells: u64,
    /// Most pages of one file; the longest yearbooks have about 2,000.
    pub pages: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_mb: 512,
            memory_mb: 2048,
            cpu_seconds: 60,
            wall_seconds: 300,
            answer_mb: 512,
            nesting: 5,
            files: 10_000,
            expansion_ratio: 400,
            expanded_mb: 512,
            cells: 5_000_000,
            pages: 5_000,
        }
    }
}

//! Promises of the PDF reader.

mod codes;
mod hostile;
mod maker;
mod recognition;
mod tables;
mod text;

use taizhang::model::Format;

use super::seeds::Seed;

pub(super) use recognition::Fake;

/// A paper of two pages, and a page with a ruled table.
pub(super) fn samples() -> Vec<Seed> {
    let paragraph = "截至2026年6月底，青岚县累计清淤3.5公里，完成率78.4%，其余问题按整改方案推进。";
    let (running, _) = maker::set(&[paragraph; 12]);
    let mut ruled = maker::Paper::default();
    ruled.page().text(maker::LEFT, 80.0, maker::SIZE, "台账");
    for line in 0..4 {
        let y = 100.0 + 30.0 * f64::from(line);
        ruled.rule(80.0, y, 380.0, y);
        ruled.rule(
            80.0 + 100.0 * f64::from(line),
            100.0,
            80.0 + 100.0 * f64::from(line),
            190.0,
        );
        ruled
            .text(90.0, y + 20.0, 12.0, "序号")
            .text(190.0, y + 20.0, 12.0, "已完成");
    }
    vec![
        Seed::new(Format::Pdf, "报告.pdf", running),
        Seed::new(Format::Pdf, "表.pdf", ruled.finish()),
        Seed::new(Format::Pdf, "扫描.pdf", recognition::scan()),
    ]
}

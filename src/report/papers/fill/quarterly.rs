//! 季度专题研究统计包: the ten tables, each figure as it is printed, and how each is counted.
use super::{day, period_name};
use crate::{
    model::{StatTable, Statistics},
    report::papers::{Standing, values::Values},
};

/// What the pack says. It is a draft while the period is not over.
#[must_use]
pub fn quarterly(statistics: &Statistics) -> (Values, Standing) {
    let mut values = Values::new()
        .with("期间", period_name(&statistics.period.label))
        .with("起", day(statistics.period.from))
        .with("止", day(statistics.period.to))
        .with("截至", day(statistics.as_of))
        .with("制作日", day(statistics.made_on));
    for table in &statistics.tables {
        let definitions = table.definitions();
        // Lines of one figure each carry its definition beside it.
        let beside = table.lines.iter().all(|l| l.figures.len() == 1) && !table.lines.is_empty();
        values.set_list(
            &table.id,
            table.lines.iter().map(|l| line(table, l, beside)),
        );
        if !beside && !definitions.is_empty() {
            let each = definitions.into_iter().map(|(label, definition)| {
                Values::new().with("名称", label).with("内容", definition)
            });
            values.set_list(&format!("{}口径", table.id), each);
        }
        values.set_list(
            &format!("{}说明", table.id),
            table
                .notes
                .iter()
                .map(|note| Values::new().with("内容", note)),
        );
    }
    let standing = if statistics.made_on > statistics.period.to {
        Standing::Issued
    } else {
        Standing::Draft
    };
    (values, standing)
}

fn line(table: &StatTable, line: &crate::model::StatLine, beside: bool) -> Values {
    let mut values = Values::new();
    for (key, name) in table.keys.iter().zip(&line.name) {
        values.set(key, name);
    }
    for figure in &line.figures {
        values.set(&figure.label, figure.value);
        if beside {
            values.set("口径", &figure.definition);
        }
    }
    values
}

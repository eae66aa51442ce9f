//! What all the cells of a record together say of its status.
use jiff::civil::Date;

use crate::{
    model::{BookKind, Closure, Completion, Facets, Precision},
    normalize::status,
};

use super::record::{Row, is_blank};

/// All columns of status together: the facet columns say their own facet, the status column the rest.
pub(super) fn of(row: &Row<'_>, reference: Option<Date>) -> Facets {
    let under = |name: &str| {
        row.field(name).map(|f| {
            let header = row
                .book
                .columns
                .get(usize::from(f.column))
                .map_or("", |c| c.header.as_str());
            let header = header.rsplit('/').next().unwrap_or(header);
            status::facets_under(header, &f.text)
        })
    };
    let mut facets = under("status").unwrap_or_default();
    if let Some(said) = under("completion") {
        facets.completion = said.completion.or(facets.completion);
        facets.percent = said.percent.or(facets.percent);
        facets.schedule = said.schedule.or(facets.schedule);
        facets.closure = said.closure.max(facets.closure);
        facets.standing |= said.standing;
    }
    if let Some(said) = under("schedule") {
        facets.schedule = said.schedule.or(facets.schedule);
        facets.completion = facets.completion.or(said.completion);
    }
    if let Some(said) = under("closure") {
        facets.closure = said.closure.max(facets.closure);
        facets.completion = facets.completion.or(said.completion);
    }
    if let Some(said) = under("standing") {
        facets.standing |= said.standing;
    }
    let tracks = !matches!(
        row.book.kind,
        BookKind::收文登记 | BookKind::延期登记 | BookKind::佐证清单 | BookKind::调度登记
    );
    if facets.completion.is_none()
        && tracks
        && let Some(progress) = row.field("progress")
        && status::is_status(&progress.text)
    {
        let said = status::facets(&progress.text);
        facets.completion = said.completion;
        facets.schedule = facets.schedule.or(said.schedule);
        facets.closure = facets.closure.max(said.closure);
        facets.standing |= said.standing;
        facets.percent = facets.percent.or(said.percent);
    }
    from_dates(row, &mut facets, reference);
    facets
}

/// A filled day of completion or close-out says what an absent status column does not.
fn from_dates(row: &Row<'_>, facets: &mut Facets, reference: Option<Date>) {
    let is_day = |name: &str| {
        row.field(name)
            .and_then(|f| f.date.as_deref())
            .is_some_and(|d| d.from.is_some() || d.to.is_some())
    };
    let stated = ["status", "completion"]
        .iter()
        .any(|n| !is_blank(row.text(n)));
    let finished = ["done_date", "actual_date"].iter().any(|name| {
        let date = row.field(name).and_then(|f| f.date.as_deref());
        let day = date.and_then(|d| d.to.or(d.from));
        // A day to come is a plan, whatever the header says.
        day.is_some_and(|day| reference.is_none_or(|on| day <= on))
    });
    if !stated && facets.completion.is_none() && finished {
        facets.completion = Some(Completion::Done);
        facets.closure = facets.closure.or(Some(Closure::Open));
    }
    let said = ["status", "closure"].iter().any(|n| !is_blank(row.text(n)));
    if row.book.kind == BookKind::销号登记 && is_day("closed_date") && !said {
        facets.completion = Some(Completion::Done);
        facets.closure = Some(Closure::Closed);
    }
    // 6月底前完成，并长期坚持 has a day by which it must be done; only a term without one makes a standing matter.
    let deadline = row
        .field("current_deadline")
        .or_else(|| row.field("deadline"))
        .and_then(|f| f.date.as_deref());
    facets.standing |= deadline.is_some_and(|d| d.precision == Precision::Standing);
}

//! Tables and forms on a page.
use docx_rs::{
    AlignmentType, HeightRule, LineSpacing, LineSpacingType, Paragraph, Table as DocxTable,
    TableAlignmentType, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType,
    WidthType,
};

use super::{
    Setting,
    geometry::text_width,
    type_faces::{Face, SIZE_5, SIZE_SMALL_4, SIZE_SMALL_5},
};
use crate::report::papers::{
    block::{Form, Table},
    template::CellLook,
};

/// Height of a head row in twentieths of a point. Only heads have it: [`super::package`] knows them by it.
pub(super) const HEAD_HEIGHT: f32 = 481.0;
/// Height of any other row at least.
const ROW_HEIGHT: f32 = 400.0;
/// Room beside the text of a cell.
const BESIDE: usize = 85;
/// Room over and under the text of a cell.
const OVER: usize = 35;
/// Longest text of a row that is kept on one sheet of paper, in characters of its longest cell.
const KEPT_WHOLE: usize = 240;

/// A table of rows under heads that are printed on every page.
pub(super) fn table(setting: &Setting<'_>, table: &Table) -> DocxTable {
    let widths: Vec<f64> = table.columns.iter().map(|c| c.width).collect();
    let size = size_for(&widths, setting);
    let grid = grid(&widths, text_width(setting.page));
    let cell = |text: &str, width: usize, face: Face, align: AlignmentType| {
        paragraphs(setting, (face, size), text, align)
            .into_iter()
            .fold(
                TableCell::new()
                    .width(width, WidthType::Dxa)
                    .vertical_align(VAlignType::Center),
                TableCell::add_paragraph,
            )
    };
    let heads = table.columns.iter().zip(&grid);
    let heads = heads.map(|(c, w)| cell(&c.head, *w, Face::Hei, AlignmentType::Center));
    let mut rows = vec![
        TableRow::new(heads.collect())
            .cant_split()
            .row_height(HEAD_HEIGHT)
            .height_rule(HeightRule::AtLeast),
    ];
    for texts in &table.rows {
        let cells = texts.iter().zip(&table.columns).zip(&grid);
        let cells = cells.map(|((text, column), width)| {
            let align = match column.look {
                CellLook::Word | CellLook::Number | CellLook::Code => AlignmentType::Center,
                CellLook::Text | CellLook::Open => AlignmentType::Left,
            };
            cell(text, *width, Face::Body, align)
        });
        let longest = texts.iter().map(|t| t.chars().count()).max().unwrap_or(0);
        rows.push(row(cells.collect(), ROW_HEIGHT, longest));
    }
    if table.rows.is_empty() {
        let whole = grid.iter().sum();
        let empty = cell(&table.empty, whole, Face::Body, AlignmentType::Center);
        rows.push(row(vec![empty.grid_span(grid.len())], ROW_HEIGHT, 0));
    }
    framed(rows, grid)
}

/// A form: labels and what is written beside them.
pub(super) fn form(setting: &Setting<'_>, form: &Form) -> DocxTable {
    let grid = grid(&form.widths, text_width(setting.page));
    let size = SIZE_SMALL_4;
    let mut rows = Vec::new();
    for written in &form.rows {
        let mut at = 0;
        let mut cells = Vec::new();
        for cell in &written.cells {
            let span = usize::try_from(cell.span).unwrap_or(1).max(1);
            let width = grid.iter().skip(at).take(span).sum();
            at += span;
            let (face, align) = if cell.is_label {
                (Face::Hei, AlignmentType::Center)
            } else {
                (Face::Body, AlignmentType::Left)
            };
            let base = TableCell::new()
                .width(width, WidthType::Dxa)
                .grid_span(span)
                .vertical_align(VAlignType::Center);
            cells.push(
                paragraphs(setting, (face, size), &cell.text, align)
                    .into_iter()
                    .fold(base, TableCell::add_paragraph),
            );
        }
        let longest = written.cells.iter().map(|c| c.text.chars().count()).max();
        #[expect(clippy::cast_precision_loss, reason = "a row has few lines")]
        let height = (written.lines as f32 * line_of(size) as f32).max(ROW_HEIGHT * 1.3);
        rows.push(row(cells, height, longest.unwrap_or(0)));
    }
    framed(rows, grid)
}

fn row(cells: Vec<TableCell>, height: f32, longest: usize) -> TableRow {
    let row = TableRow::new(cells)
        .row_height(height)
        .height_rule(HeightRule::AtLeast);
    if longest <= KEPT_WHOLE {
        row.cant_split()
    } else {
        row
    }
}

fn framed(rows: Vec<TableRow>, grid: Vec<usize>) -> DocxTable {
    let whole = grid.iter().sum();
    DocxTable::new(rows)
        .set_grid(grid)
        .layout(TableLayoutType::Fixed)
        .width(whole, WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .margins(TableCellMargins::new().margin(OVER, BESIDE, OVER, BESIDE))
}

/// Paragraphs of a cell: one for each line of its text.
fn paragraphs(
    setting: &Setting<'_>,
    (face, size): (Face, usize),
    text: &str,
    align: AlignmentType,
) -> Vec<Paragraph> {
    let line = i32::try_from(line_of(size)).unwrap_or(0);
    text.split('\n')
        .map(|words| {
            let paragraph = Paragraph::new()
                .align(align)
                .snap_to_grid(false)
                .line_spacing(
                    LineSpacing::new()
                        .line_rule(LineSpacingType::Exact)
                        .line(line),
                )
                .run_property(face.property(setting.fonts, size));
            match words.trim() {
                "" => paragraph,
                words => paragraph.add_run(face.run(setting.fonts, size, words)),
            }
        })
        .collect()
}

/// A line a third higher than its type, in twentieths of a point; sizes are half points.
fn line_of(size: usize) -> usize {
    size * 10 * 4 / 3
}

/// The largest type in which the columns are as wide as they ask to be.
fn size_for(widths: &[f64], setting: &Setting<'_>) -> usize {
    let characters: f64 = widths.iter().sum();
    let points = f64::from(text_width(setting.page)) / 20.0;
    [SIZE_SMALL_4, SIZE_5]
        .into_iter()
        .find(|size| {
            let half_points = u32::try_from(*size).unwrap_or(0);
            characters * f64::from(half_points) / 2.0 <= points
        })
        .unwrap_or(SIZE_SMALL_5)
}

/// Columns over the whole width, in proportion.
fn grid(widths: &[f64], whole: i32) -> Vec<usize> {
    let sum: f64 = widths.iter().sum::<f64>().max(1.0);
    widths
        .iter()
        .map(|w| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of the page's width"
            )]
            let twips = (w / sum * f64::from(whole)).floor().max(1.0) as usize;
            twips
        })
        .collect()
}

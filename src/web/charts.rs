//! Charts as drawings of lines and rectangles, laid out here and written by a template; every mark leads to its rows.

/// Width of a chart of bars, in units of the drawing.
const WIDTH: u32 = 620;
/// Where bars begin: room for labels before them.
const BARS_FROM: u32 = 230;
/// Longest bar; room for its value stays behind it.
const LONGEST: u32 = 270;
/// From one bar to the next.
const STEP: u32 = 26;
/// Height of a bar.
const THICK: u32 = 16;
/// Half widths of a label that fit before the bars: a Chinese character takes two.
const LABEL: usize = 32;

/// One stretch of a bar.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) x: u32,
    pub(super) width: u32,
    /// Which color, from 0.
    pub(super) color: usize,
    pub(super) tells: String,
    pub(super) link: String,
}

/// A bar.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    pub(super) y: u32,
    pub(super) text_y: u32,
    pub(super) label: String,
    pub(super) whole_label: String,
    pub(super) stretches: Vec<Stretch>,
    pub(super) value: String,
    pub(super) value_x: u32,
    pub(super) link: String,
}

/// A chart of bars.
#[derive(Clone, Debug, Default)]
pub(super) struct Bars {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) bars: Vec<Bar>,
    /// What the colors mean.
    pub(super) legend: Vec<(usize, String)>,
}

/// What a bar shows: its label, what stands behind it, where it leads, and its stretches: value, color, what it tells, where it leads.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) link: String,
    pub(super) parts: Vec<(f64, usize, String, String)>,
}

/// Lays bars out; the longest takes the whole room, or `full` does where it is given.
pub(super) fn bars(rows: Vec<Row>, full: Option<f64>, legend: Vec<(usize, String)>) -> Bars {
    let sum = |row: &Row| row.parts.iter().map(|p| p.0).sum::<f64>();
    let greatest = rows.iter().map(sum).fold(0.0, f64::max);
    let full = full.unwrap_or(greatest).max(f64::EPSILON);
    let height = STEP * u32::try_from(rows.len()).unwrap_or(0) + 6;
    let bars = rows.into_iter().zip(0_u32..).map(|(row, n)| {
        let y = n * STEP + 4;
        let mut at = 0.0;
        let stretches = row.parts.iter().map(|(value, color, tells, link)| {
            let (from, to) = (scaled(at, full), scaled(at + value, full));
            at += value;
            Stretch {
                x: BARS_FROM + from,
                width: to.saturating_sub(from),
                color: *color,
                tells: tells.clone(),
                link: link.clone(),
            }
        });
        let stretches: Vec<Stretch> = stretches.collect();
        let end = stretches
            .iter()
            .map(|s| s.x + s.width)
            .max()
            .unwrap_or(BARS_FROM);
        Bar {
            y,
            text_y: y + THICK - 3,
            label: shortened(&row.label),
            whole_label: row.label,
            stretches,
            value: row.value,
            value_x: end.max(BARS_FROM) + 6,
            link: row.link,
        }
    });
    Bars {
        width: WIDTH,
        height,
        bars: bars.collect(),
        legend,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and the length of the longest bar"
)]
fn scaled(value: f64, full: f64) -> u32 {
    (value / full * f64::from(LONGEST))
        .clamp(0.0, f64::from(LONGEST))
        .round() as u32
}

/// Part of a long label's width that its beginning gets; rows of one book differ at the end of their names.
const BEGINNING: usize = 3;

fn shortened(label: &str) -> String {
    let width = |c: char| if c.is_ascii() { 1 } else { 2 };
    if label.chars().map(width).sum::<usize>() <= LABEL {
        return label.to_owned();
    }
    let fitting = |chars: &mut dyn Iterator<Item = char>, room: usize| -> Vec<char> {
        let mut taken = 0;
        let fits = chars.take_while(|c| {
            taken += width(*c);
            taken <= room
        });
        fits.collect()
    };
    let beginning = LABEL / BEGINNING;
    let mut short: String = fitting(&mut label.chars(), beginning).into_iter().collect();
    short.push('…');
    // The dots take the room of one character.
    let end = fitting(&mut label.chars().rev(), LABEL - beginning - 2);
    short.extend(end.into_iter().rev());
    short
}

/// Height of the field of a curve.
const FIELD_HEIGHT: u32 = 190;
/// Left edge of the field of a curve: room for numbers before it.
const FIELD_FROM: u32 = 40;
/// Room behind the field: half of the last name of time.
const RIGHT: u32 = 34;
/// Upper edge of the field.
const FIELD_TOP: u32 = 12;
/// Lines across the field at most.
const GRID: u32 = 5;

/// A point of a curve.
#[derive(Clone, Debug)]
pub(super) struct Dot {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) tells: String,
    pub(super) link: String,
}

/// One curve.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    pub(super) name: String,
    pub(super) color: usize,
    /// `x,y x,y …`
    pub(super) points: String,
    pub(super) dots: Vec<Dot>,
}

/// A chart of curves over the same stretch of time.
#[derive(Clone, Debug, Default)]
pub(super) struct Curves {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) left: u32,
    pub(super) right: u32,
    /// Height and number of each line across.
    pub(super) grid: Vec<(u32, u32)>,
    /// Place and name of the points of time that are named.
    pub(super) times: Vec<(u32, String)>,
    pub(super) times_y: u32,
    pub(super) curves: Vec<Curve>,
}

/// A point as it is counted: the number, what it tells, where it leads.
pub(super) type Counted = (u32, String, String);

/// Lays curves out over named points of time.
pub(super) fn curves(times: &[String], lines: Vec<(String, Vec<Counted>)>) -> Curves {
    /// Names of points of time that fit below the field.
    const NAMED: usize = 8;
    let greatest = lines
        .iter()
        .flat_map(|(_, points)| points.iter().map(|p| p.0))
        .max();
    let step = greatest.unwrap_or(0).div_ceil(GRID).max(1);
    let top = step * GRID;
    let right = WIDTH - RIGHT;
    let last = u32::try_from(times.len().saturating_sub(1))
        .unwrap_or(0)
        .max(1);
    let x = |n: u32| FIELD_FROM + (right - FIELD_FROM) * n / last;
    let y = |value: u32| FIELD_TOP + FIELD_HEIGHT - FIELD_HEIGHT * value.min(top) / top;
    let every = times.len().div_ceil(NAMED).max(1);
    let curves = lines
        .into_iter()
        .zip(0_usize..)
        .map(|((name, points), color)| {
            let dots: Vec<Dot> = points
                .into_iter()
                .zip(0_u32..)
                .map(|((value, tells, link), n)| Dot {
                    x: x(n),
                    y: y(value),
                    tells,
                    link,
                })
                .collect();
            let points: Vec<String> = dots.iter().map(|d| format!("{},{}", d.x, d.y)).collect();
            Curve {
                name,
                color,
                points: points.join(" "),
                dots,
            }
        });
    Curves {
        width: WIDTH,
        height: FIELD_TOP + FIELD_HEIGHT + 26,
        left: FIELD_FROM,
        right,
        grid: (0..=GRID).map(|n| (y(n * step), n * step)).collect(),
        times: times
            .iter()
            .zip(0_u32..)
            .filter(|(_, n)| usize::try_from(*n).is_ok_and(|n| n % every == 0))
            .map(|(name, n)| (x(n), name.clone()))
            .collect(),
        times_y: FIELD_TOP + FIELD_HEIGHT + 18,
        curves: curves.collect(),
    }
}

//! Logistic regression by dual coordinate descent (Yu, Huang and Lin 2011, algorithm 5; as in LIBLINEAR's solver 7).

/// One example: feature numbers with values, sorted.
pub(super) type Row = Vec<(u32, f32)>;

/// One example as the solver takes it.
pub(super) struct Case<'a> {
    pub(super) row: &'a Row,
    /// Whether the output holds.
    pub(super) holds: bool,
    /// Cost of its loss, against the weights' squared length over two.
    pub(super) cost: f64,
}

/// The largest step of a round below which nothing is gained any more (LIBLINEAR's default for this solver).
const GRADIENT_FLOOR: f64 = 0.1;
/// The inner Newton search begins with this tolerance and ends at the second.
const INNER_FIRST: f64 = 1e-2;
const INNER_LAST: f64 = 1e-8;
const INNER_ROUNDS: usize = 100;
/// How far a step that left the open interval is pulled back.
const PULL_BACK: f64 = 0.1;

/// Weights of `features` and, last, the bias, after at most `rounds` rounds.
pub(super) fn solve(cases: &[Case<'_>], features: usize, rounds: usize) -> Vec<f64> {
    let mut weights = vec![0.0; features + 1];
    let mut alphas: Vec<[f64; 2]> = Vec::with_capacity(cases.len());
    let mut squares = Vec::with_capacity(cases.len());
    for case in cases {
        let low = (0.001 * case.cost).min(1e-8);
        alphas.push([low, case.cost - low]);
        squares.push(1.0 + case.row.iter().map(|(_, v)| f64::from(v * v)).sum::<f64>());
        add(&mut weights, case, low);
    }
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut seed = 0x2545_F491_4F6C_DD1D;
    let mut tolerance = INNER_FIRST;
    for _ in 0..rounds {
        shuffle(&mut order, &mut seed);
        let mut steepest: f64 = 0.0;
        let mut steps = 0;
        for at in &order {
            let (Some(case), Some(alpha), Some(square)) =
                (cases.get(*at), alphas.get_mut(*at), squares.get(*at))
            else {
                continue;
            };
            let slope = case.sign() * dot(&weights, case.row);
            let (gradient, taken, change) = step(alpha, case.cost, *square, slope, tolerance);
            steepest = steepest.max(gradient);
            steps += taken;
            if taken > 0 {
                add(&mut weights, case, change);
            }
        }
        if steepest < GRADIENT_FLOOR {
            break;
        }
        if steps <= cases.len() / 10 {
            tolerance = (0.1 * tolerance).max(INNER_LAST);
        }
    }
    weights
}

/// Moves one dual variable: the gradient before, Newton steps taken, and the change along the example.
fn step(
    alpha: &mut [f64; 2],
    cost: f64,
    square: f64,
    slope: f64,
    tolerance: f64,
) -> (f64, usize, f64) {
    let [mut one, mut two] = *alpha;
    let mut sign = 1.0;
    if 0.5 * square * (two - one) + slope < 0.0 {
        std::mem::swap(&mut one, &mut two);
        sign = -1.0;
    }
    let old = one;
    let mut z = old;
    if cost - z < 0.5 * cost {
        z *= 0.1;
    }
    let gradient_at = |z: f64| square * (z - old) + sign * slope + (z / (cost - z)).ln();
    let mut gradient = gradient_at(z);
    let first = gradient.abs();
    let mut taken = 0;
    while taken <= INNER_ROUNDS && gradient.abs() >= tolerance {
        let curve = square + cost / (cost - z) / z;
        let next = z - gradient / curve;
        if next <= 0.0 {
            z *= PULL_BACK;
        } else {
            z = next;
        }
        gradient = gradient_at(z);
        taken += 1;
    }
    if taken > 0 {
        *alpha = if sign > 0.0 {
            [z, cost - z]
        } else {
            [cost - z, z]
        };
    }
    (first, taken, sign * (z - old))
}

impl Case<'_> {
    fn sign(&self) -> f64 {
        if self.holds { 1.0 } else { -1.0 }
    }
}

fn dot(weights: &[f64], row: &Row) -> f64 {
    let bias = weights.last().copied().unwrap_or(0.0);
    row.iter().fold(bias, |sum, (at, value)| {
        sum + weights
            .get(*at as usize)
            .map_or(0.0, |w| w * f64::from(*value))
    })
}

fn add(weights: &mut [f64], case: &Case<'_>, change: f64) {
    let change = change * case.sign();
    for (at, value) in case.row {
        if let Some(weight) = weights.get_mut(*at as usize) {
            *weight += change * f64::from(*value);
        }
    }
    if let Some(bias) = weights.last_mut() {
        *bias += change;
    }
}

/// Fisher and Yates with xorshift: the same order on every machine.
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for last in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        let other = *seed % (last as u64 + 1);
        order.swap(last, usize::try_from(other).unwrap_or(0));
    }
}

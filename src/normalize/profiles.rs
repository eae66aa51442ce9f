//! Which remembered profiles apply to a file and to its sheets.
use std::borrow::Cow;

use crate::model::{ImportProfile, ReadingSettings, fold};

/// The settings with only those profiles that fit the file; `unit` is the unit it was read to come from, once that is known.
pub(super) fn for_file<'a>(
    settings: &'a ReadingSettings,
    file: &str,
    unit: Option<&str>,
) -> Cow<'a, ReadingSettings> {
    let fits = |profile: &ImportProfile| {
        let named = profile.file.as_deref().is_none_or(|p| fits_file(p, file));
        let owned = profile
            .unit
            .as_deref()
            .is_none_or(|wanted| unit.is_some_and(|u| is_unit(wanted, u, settings)));
        named && owned
    };
    if settings.profiles.iter().all(fits) {
        return Cow::Borrowed(settings);
    }
    let mut own = settings.clone();
    own.profiles.retain(fits);
    Cow::Owned(own)
}

/// The first profile that fits a sheet, of those that fit its file.
pub(super) fn for_sheet<'a>(
    settings: &'a ReadingSettings,
    sheet: &str,
) -> Option<&'a ImportProfile> {
    settings.profiles.iter().find(|p| {
        p.sheet
            .as_deref()
            .is_none_or(|pattern| like(pattern, sheet))
    })
}

fn fits_file(pattern: &str, file: &str) -> bool {
    if pattern.contains('/') {
        return like(pattern, file);
    }
    like(pattern, file.rsplit('/').next().unwrap_or(file))
}

/// Whether two names are one unit's.
fn is_unit(wanted: &str, unit: &str, settings: &ReadingSettings) -> bool {
    wanted == unit
        || settings.units.iter().any(|u| {
            let has = |name: &str| {
                u.name == name
                    || u.aliases.iter().any(|a| a == name)
                    || u.former.iter().any(|f| f.name == name)
            };
            has(wanted) && has(unit)
        })
}

/// Whether `text` fits a pattern of `*` and `?`, widths and capitals apart.
fn like(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = fold(pattern).chars().collect();
    let text: Vec<char> = fold(text).chars().collect();
    let (mut p, mut t) = (0, 0);
    // Where the last `*` stood, and up to where it reaches so far.
    let mut star: Option<(usize, usize)> = None;
    while let Some(c) = text.get(t) {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(x) if *x == '?' || x == c => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((at, reach)) = star else {
                    return false;
                };
                star = Some((at, reach + 1));
                p = at + 1;
                t = reach + 1;
            }
        }
    }
    pattern
        .get(p..)
        .unwrap_or_default()
        .iter()
        .all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn patterns_stand_for_names() {
        for (pattern, text, fits) in [
            ("*整改清单*.xlsx", "甲市整改清单2026.xlsx", true),
            ("*整改清单*.XLSX", "整改清单.xlsx", true),
            ("清单?", "清单1", true),
            ("清单?", "清单12", false),
            ("清单", "清单", true),
            ("*", "", true),
            ("a*b*c", "axxbyybzzc", true),
            ("a*b*c", "axxbyybzz", false),
        ] {
            assert_eq!(like(pattern, text), fits, "{pattern} {text}");
        }
    }
}

//! Files sent with a form: written as they come, never held in memory, under limits.
use axum::extract::{Multipart, multipart::Field};
use tower_sessions::session::Id;

use super::{
    answer::Problem,
    form::{Fields, is_same},
    house::House,
};
use crate::{
    model::Reason,
    workflow::{Incoming, Office},
};

/// Largest field that is no file, in bytes.
const FIELD_BYTES: usize = 64 << 10;
/// Largest sending, in bytes: as much as an office sends in a quarter; larger ones are imported on the command line.
const SENDING_BYTES: u64 = 8 << 30;
/// Longest name of a batch, in characters: it names a folder.
const BATCH_CHARS: usize = 60;
/// Longest path of a file, in bytes; systems allow 4,096 with the folders the workspace lies in.
const PATH_BYTES: usize = 2_000;
/// Longest name of a file, in bytes; systems allow 255.
const NAME_BYTES: usize = 250;

/// Reads the form; its token must come before the first file, its batch, too.
pub(super) async fn receive(
    house: &House,
    token: &str,
    mut parts: Multipart,
) -> Result<(Fields, Option<Incoming>), Problem> {
    let mut fields = Fields::default();
    let mut incoming: Option<Incoming> = None;
    let (mut files, mut bytes) = (0_u64, 0_u64);
    while let Some(mut part) = parts.next_field().await.map_err(|_| broken())? {
        let name = part.name().unwrap_or_default().to_owned();
        let Some(path) = part.file_name().map(str::to_owned) else {
            let value = text(&mut part).await?;
            fields.0.push((name, value));
            continue;
        };
        if !is_same(fields.get("token"), token) {
            return Err(Problem::Stale);
        }
        if path.is_empty() {
            continue;
        }
        let path = inside(&path)?;
        files += 1;
        if files > u64::from(house.limits.files) {
            return Err(too_much("upload-files", u64::from(house.limits.files)));
        }
        let into = match &mut incoming {
            Some(open) => open,
            none => none.insert(open(house, &fields)?),
        };
        into.begin(&path).map_err(stored)?;
        let mut of_file = 0_u64;
        while let Some(chunk) = part.chunk().await.map_err(|_| broken())? {
            of_file += chunk.len() as u64;
            bytes += chunk.len() as u64;
            if of_file > house.limits.file_mb << 20 {
                return Err(too_much("upload-file", house.limits.file_mb));
            }
            if bytes > SENDING_BYTES {
                return Err(too_much("upload-sending", SENDING_BYTES >> 30));
            }
            into.add(&chunk).map_err(stored)?;
        }
        into.end().map_err(stored)?;
    }
    if !is_same(fields.get("token"), token) {
        return Err(Problem::Stale);
    }
    Ok((fields, incoming))
}

fn open(house: &House, fields: &Fields) -> Result<Incoming, Problem> {
    let batch = match fields.some("batch") {
        Some(batch) => batch_name(batch)?,
        None => house.opening.clock.on().to_string(),
    };
    let at = house.opening.clock.at().replace([':', '.'], "-");
    let id = format!("{at}-{}", Id::default());
    Office::open_incoming(&house.opening.workspace, &id, &batch).map_err(Problem::Office)
}

/// The name of a batch, which will be the name of a folder.
fn batch_name(batch: &str) -> Result<String, Problem> {
    let is_odd = |c: char| {
        c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
    };
    if batch.chars().count() > BATCH_CHARS || batch.starts_with('.') || batch.chars().any(is_odd) {
        return Err(Problem::Refused(
            Reason::new("upload-batch").with("most", BATCH_CHARS),
        ));
    }
    Ok(batch.to_owned())
}

/// The path of a file inside its sending: nothing in it leads out.
fn inside(path: &str) -> Result<String, Problem> {
    let steps: Vec<&str> = path
        .split(['/', '\\'])
        .map(str::trim)
        .filter(|s| !matches!(*s, "" | "." | ".."))
        .collect();
    let path = steps.join("/");
    let fits = !path.is_empty()
        && path.len() <= PATH_BYTES
        && steps.iter().all(|s| s.len() <= NAME_BYTES)
        && !path.chars().any(char::is_control);
    match fits {
        true => Ok(path),
        false => Err(Problem::Refused(
            Reason::new("upload-path").with("path", path.escape_debug()),
        )),
    }
}

async fn text(part: &mut Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|_| broken())? {
        if bytes.len() + chunk.len() > FIELD_BYTES {
            return Err(too_much("upload-field", (FIELD_BYTES >> 10) as u64));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn stored(error: impl Into<crate::workflow::OfficeError>) -> Problem {
    Problem::Office(error.into())
}

fn broken() -> Problem {
    Problem::Refused(Reason::new("upload-broken"))
}

fn too_much(code: &str, most: u64) -> Problem {
    Problem::TooMuch(Reason {
        code: code.to_owned(),
        args: [("most".to_owned(), most.to_string())].into(),
    })
}

//! Finds passages worth a reviewer's look.

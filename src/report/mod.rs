//! Renders lists and documents.

//! STUB: a zip package (docx, xlsx, ods) with limits.

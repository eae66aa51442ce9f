//! STUB: bytes of unknown encoding into text.

//! STUB dates

//! STUB tables

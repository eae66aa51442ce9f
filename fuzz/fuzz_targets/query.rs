//! The parser of queries.
#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| taizhang_fuzz::query(text));

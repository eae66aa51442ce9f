//! The mapping of ledger headers; one header a line.
#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| taizhang_fuzz::headers(text));

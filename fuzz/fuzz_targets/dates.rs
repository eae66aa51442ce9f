//! The parser of dates, in cells and in running text.
#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| taizhang_fuzz::dates(text));

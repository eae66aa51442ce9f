//! The parser of numbers in running text.
#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| taizhang_fuzz::numbers(text));

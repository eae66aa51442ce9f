//! Everything between a reading and its flags: places, sections, tables, dates, numbers, indicators.
#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| taizhang_fuzz::examine(text));

//! The reader of web pages saved as one file.
#![no_main]
use libfuzzer_sys::fuzz_target;
use taizhang::model::Format;

fuzz_target!(|data: &[u8]| taizhang_fuzz::read(Format::Mht, data));

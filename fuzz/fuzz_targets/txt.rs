//! The reader of plain text and the ladder of encodings.
#![no_main]
use libfuzzer_sys::fuzz_target;
use taizhang::model::Format;

fuzz_target!(|data: &[u8]| taizhang_fuzz::read(Format::Txt, data));

//! The reader of Word 6-2003 documents.
#![no_main]
use libfuzzer_sys::fuzz_target;
use taizhang::model::Format;

fuzz_target!(|data: &[u8]| taizhang_fuzz::read(Format::Doc, data));

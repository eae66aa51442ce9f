//! The reader of docx documents: one part of a sound package is replaced, so that checksums do not end every try.
#![no_main]
use libfuzzer_sys::fuzz_target;
use taizhang::model::Format;

fuzz_target!(|data: &[u8]| taizhang_fuzz::read_package(Format::Docx, data));

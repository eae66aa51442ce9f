//! Zip archives with all they carry, and the format sniffing of what lies in them.
#![no_main]
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| taizhang_fuzz::read_all("夹.zip", data));

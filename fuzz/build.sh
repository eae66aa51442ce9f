#!/usr/bin/env bash
# Builds the targets named, or every one, with stable Rust, with the flags cargo-fuzz gives but without a sanitizer: what is hand-written here is
# safe Rust. With cargo-fuzz installed, `cargo fuzz run -s none <target>` does the same.
set -euo pipefail
cd "$(dirname "$0")"
host=$(rustc -vV | sed -n 's/^host: //p')
export RUSTFLAGS="--cfg fuzzing -Cdebug-assertions -Coverflow-checks \
 -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
 -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
wanted=(--bins)
[ $# -eq 0 ] || wanted=("${@/#/--bin=}")
cargo build --release --target "$host" "${wanted[@]}"
echo "$PWD/target/$host/release"

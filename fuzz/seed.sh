#!/usr/bin/env bash
# Fills fuzz/corpus from the fixtures of the suite and the demo batch; what the fuzzer found meanwhile is kept.
set -euo pipefail
cd "$(dirname "$0")/.."
TAIZHANG_SEEDS="$PWD/fuzz/corpus" cargo test --quiet --test suite -- --ignored import::seeds::seeds_are_written
find fuzz/corpus -type f | cut -d/ -f3 | sort | uniq -c

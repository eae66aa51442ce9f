#!/usr/bin/env bash
# Runs targets for some seconds each, at the lowest priority, and says how many inputs each tried.
set -euo pipefail
cd "$(dirname "$0")"
seconds=$1
shift
programs=target/$(rustc -vV | sed -n 's/^host: //p')/release
if [ $# -eq 0 ]; then
    mapfile -t all < <(cd fuzz_targets && ls | sed 's/\.rs$//')
    set -- "${all[@]}"
fi
mkdir -p artifacts logs
for target in "$@"; do
    mkdir -p "corpus/$target"
    # -close_fd_mask=0: what is excused is wanted in the log. Inputs above 256 KiB only slow the search.
    nice -n 19 "$programs/$target" "corpus/$target" -artifact_prefix="artifacts/$target-" \
        -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=20 -max_len=262144 -print_final_stats=1 \
        >"logs/$target-$(date +%H%M%S).log" 2>&1 || echo "$target: ended with $?, see fuzz/logs and fuzz/artifacts"
    grep -h "stat::number_of_executed_units\|^excused" "$(ls -t logs/"$target"-*.log | head -1)" | sed "s/^/$target: /"
done

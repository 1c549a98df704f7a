#!/usr/bin/env bash
# Every benchmark, one after the other: two at once would measure each other.
set -euo pipefail
source "$(dirname "$0")/env.sh"

bash scripts/setup.sh dev
shopt -s nullglob
for benchmark in benchmarks/*.py benchmarks/web/*.py; do
  say "$benchmark"
  .venv/bin/python "$benchmark" || say "not measured, or beyond its limit"
done

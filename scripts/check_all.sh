#!/usr/bin/env bash
# Everything in test, with coverage and with the sweeps that take longer.
set -euo pipefail
source "$(dirname "$0")/env.sh"

rm -f .coverage
bash scripts/test.sh -m "" --cov --cov-append --cov-report=term "$@"

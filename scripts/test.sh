#!/usr/bin/env bash
# Every check, the quick ones first; the tests come last, so that their summary closes the run.
set -euo pipefail
source "$(dirname "$0")/env.sh"

bash scripts/system_packages.sh
bash scripts/setup.sh dev
bash scripts/lint.sh

say "Tests"
.venv/bin/pytest "$@"

#!/usr/bin/env bash
# What can be said of the code without running it.
set -euo pipefail
source "$(dirname "$0")/env.sh"

say "Format"
.venv/bin/ruff format --check .
say "Lint"
.venv/bin/ruff check .
say "Types"
.venv/bin/mypy
say "Imports"
.venv/bin/lint-imports --no-logo

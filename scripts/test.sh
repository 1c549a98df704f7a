#!/usr/bin/env bash
# Every check, the quick ones first; the tests come last, so that their summary closes the run.
set -euo pipefail
source "$(dirname "$0")/env.sh"

bash scripts/system_packages.sh
bash scripts/setup.sh dev
bash scripts/lint.sh

# The platform's own database first; where an address points elsewhere, it is not for tests.
unset DATABASE_URL
say "Tests"
.venv/bin/pytest "$@"

# Where there is none, system_packages.sh has already said so, or stopped.
if bash scripts/find_postgres.sh >/dev/null 2>&1; then
  say "What touches the database, on PostgreSQL too"
  bash scripts/with_postgres.sh .venv/bin/pytest tests/web -m "database and not sweep" "$@"
fi

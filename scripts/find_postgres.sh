#!/usr/bin/env bash
# Print the folder of a PostgreSQL that can be started here, or say in one sentence what is missing.
# Candidates are run, not looked up; Debian keeps them out of PATH, in a folder a version.
set -euo pipefail

runs() {
  local program
  for program in initdb pg_ctl postgres; do
    "$1/$program" --version >/dev/null 2>&1 || return 1
  done
}

for initdb in $(command -v initdb) /usr/lib/postgresql/*/bin/initdb; do
  folder=$(dirname "$(readlink -f "$initdb" 2>/dev/null || echo "$initdb")")
  if runs "$folder"; then
    echo "$folder"
    exit 0
  fi
done

echo "simmitt: no PostgreSQL found (Debian, Ubuntu: apt install postgresql)." >&2
exit 1

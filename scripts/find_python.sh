#!/usr/bin/env bash
# Print a Python that can run simmitt, or say in one sentence what is missing.
# Candidates are run, not looked up: a name on PATH may be a shim that leads nowhere.
set -euo pipefail

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; }
has_venv() { "$1" -c 'import venv, ensurepip' 2>/dev/null; }

without_venv=""
for candidate in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3; do
  if fits "$candidate"; then
    if has_venv "$candidate"; then
      "$candidate" -c 'import sys; print(sys.executable)'
      exit 0
    fi
    without_venv=${without_venv:-$candidate}
  fi
done

if [ -n "$without_venv" ]; then
  echo "simmitt: $without_venv lacks its venv module; install it (Debian, Ubuntu: apt install python3-venv) and try again." >&2
else
  echo "simmitt: no Python 3.11 to 3.14 found; install one, or name it: make run PYTHON=/path/to/python3." >&2
fi
exit 1

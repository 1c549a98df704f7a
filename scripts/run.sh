#!/usr/bin/env bash
# The main job on the invented example factory, a log in and a plan out; then the platform, open in
# demo mode until Ctrl-C. With SIMMITT_NO_SERVE=1 it ends after the plan.
set -euo pipefail
source "$(dirname "$0")/env.sh"

bash scripts/setup.sh run

log=example/out/korlogg.csv
plan=example/out/plan
if [ ! -e "$log" ] || [ example/make_log.py -nt "$log" ] || [ example/workshop.py -nt "$log" ]; then
  say "Inventing the example factory's log"
  .venv/bin/python example/make_log.py "$log"
fi

say "Writing the plan"
.venv/bin/simmitt plan "$log" --budget-sek 400000 --out "$plan" \
  --company "Nordanå Mekaniska AB (påhittat exempel)"

say "The plan lies in $PWD/$plan (plan.pdf, plan.docx, plan.html, plan.json)"
[ "${SIMMITT_NO_SERVE:-}" != 1 ] || exit 0

say "Opening the platform with an invented programme"
exec .venv/bin/simmitt serve --demo

#!/usr/bin/env bash
# Ask the API of an invented programme what its description allows and forbids, a bounded number of times:
# `fuzz_api.sh [examples for each address, 100 if nothing is said]`. It fails where an answer is not as described.
set -euo pipefail
source "$(dirname "$0")/env.sh"

examples=${1:-100}
bash scripts/setup.sh dev
fuzz=.cache/fuzz
if [ "$(cat $fuzz/.set-up 2>/dev/null)" != "$(checksum requirements-fuzz.lock)" ]; then
  say "Installing what requirements-fuzz.lock names into $fuzz"
  rm -rf $fuzz
  .venv/bin/python -m venv $fuzz
  $fuzz/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-fuzz.lock
  checksum requirements-fuzz.lock >$fuzz/.set-up
fi

data=$(mktemp -d)
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$data"' EXIT
.venv/bin/simmitt serve --demo --data "$data" --port 8640 >"$data/said" 2>&1 &
server=$!
for _ in $(seq 120); do
  url=$(grep -o 'http://[0-9.:]*' "$data/said" | head -1) || sleep 1
  [ -z "${url:-}" ] || break
done
[ -n "${url:-}" ] || stop "the platform did not open: $(cat "$data/said")"

say "Asking $url/api/"
for role in coordinator owner steering; do
  key=$(DATABASE_URL="sqlite:///$data/demo.sqlite3" SIMMITT_MODE=demo SIMMITT_DATA="$data" \
    .venv/bin/python scripts/demo_key.py $role)
  $fuzz/bin/schemathesis --config-file scripts/fuzz_api.toml run "$url/api/openapi.json" \
    -H "Authorization: Bearer $key" --max-examples "$examples" --generation-database none
done

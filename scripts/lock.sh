#!/usr/bin/env bash
# Re-make the lock files: every package with its version and hashes, no address.
# The extra cluster joins when something that `make test` runs needs it.
set -euo pipefail
source "$(dirname "$0")/env.sh"

uv=.tools/bin/uv
[ -x "$uv" ] || bash scripts/setup.sh run
[ -x "$uv" ] || stop "the lock files are made with uv, which can't be had here."

# One version for every Python and system, so that everyone computes with the same code.
compile() {
  local lock=$1
  shift
  "$uv" pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
    --output-file "$lock" "$@"
}

compile requirements.lock pyproject.toml --extra web --group build
compile requirements-dev.lock pyproject.toml --extra web --group dev --constraints requirements.lock
compile requirements-tools.lock --group tools
compile requirements-fuzz.lock --group fuzz
say "Lock files made"

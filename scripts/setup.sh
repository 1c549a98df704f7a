#!/usr/bin/env bash
# Set up .venv from the lock file: `setup.sh run` for running, `setup.sh dev` for checking too.
# What is there and still right is left alone.
set -euo pipefail
source "$(dirname "$0")/env.sh"

kind=${1:?run or dev}
# Whoever develops keeps the tools when running.
[ ! -e .venv/.set-up-dev ] || kind=dev
case $kind in
  run) lock=requirements.lock ;;
  dev) lock=requirements-dev.lock ;;
  *) stop "setup.sh takes run or dev" ;;
esac

# The folder is part of it: an environment does not survive being moved.
stamp_of() { echo "$PWD $(checksum "$1" pyproject.toml scripts/build_hook.py)"; }
is_set_up() { [ -x .venv/bin/python ] && [ "$(cat ".venv/.set-up-$1" 2>/dev/null)" = "$(stamp_of "$2")" ]; }
was_moved() { cat .venv/.set-up-* 2>/dev/null | grep -vqF "$PWD "; }

compile_texts() { .venv/bin/python scripts/compile_texts.py >/dev/null; }

if is_set_up "$kind" "$lock"; then
  compile_texts
  exit 0
fi

python=$(bash scripts/find_python.sh)

# uv is an order of magnitude faster than pip; where it can't be had, pip does the same.
get_uv() {
  [ "$(cat .tools/.set-up 2>/dev/null)" = "$(stamp_of requirements-tools.lock)" ] && return
  say "Fetching the installer (uv)"
  rm -rf .tools
  "$python" -m venv .tools &&
    .tools/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-tools.lock &&
    stamp_of requirements-tools.lock >.tools/.set-up
}

with_uv() {
  export VIRTUAL_ENV="$PWD/.venv"
  [ -d .venv ] || .tools/bin/uv venv --quiet --python "$python" .venv
  .tools/bin/uv pip sync --quiet --require-hashes --only-binary :all: "$lock"
  .tools/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
}

with_pip() {
  say "uv can't be had; pip does it, which takes a minute or two longer"
  rm -rf .venv
  "$python" -m venv .venv
  .venv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r "$lock"
  .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
}

if was_moved || ! .venv/bin/python -c '' 2>/dev/null; then
  rm -rf .venv
fi
rm -f .venv/.set-up-*
if get_uv; then
  say "Installing what $lock names into .venv"
  with_uv
else
  with_pip
fi
compile_texts
stamp_of "$lock" >".venv/.set-up-$kind"

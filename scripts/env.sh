# Sourced by the other scripts: work from the project folder, and leave nothing outside it.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export UV_CACHE_DIR="$PWD/.cache/uv"
export UV_PYTHON_DOWNLOADS=never
export PIP_CACHE_DIR="$PWD/.cache/pip"
export PIP_DISABLE_PIP_VERSION_CHECK=1
export NUMBA_CACHE_DIR="$PWD/.cache/numba"

say() { printf '== %s\n' "$*"; }
stop() {
  printf 'simmitt: %s\n' "$*" >&2
  exit 1
}

# A checksum that POSIX knows, so that it is the same command on every system.
checksum() { cat "$@" | cksum | tr ' ' '-'; }

#!/usr/bin/env bash
# Run a command beside a throw-away PostgreSQL that DATABASE_URL leads to:
#   scripts/with_postgres.sh .venv/bin/pytest tests/web
# It listens on a socket in its own folder only, and is gone when the command has ended.
set -euo pipefail
source "$(dirname "$0")/env.sh"

[ $# -gt 0 ] || stop "with_postgres.sh takes the command to run"
bin=$(bash scripts/find_postgres.sh)

# A socket's path has to be short: about a hundred characters.
folder=$(mktemp -d /tmp/simmitt-postgres.XXXXXX)

# PostgreSQL refuses to run as root, and nobody else may come to this database.
as_its_owner=()
if [ "$(id -u)" = 0 ]; then
  account=postgres
  id "$account" >/dev/null 2>&1 || account=nobody
  chown "$account" "$folder"
  as_its_owner=(setpriv --reuid "$account" --regid "$(id -g "$account")" --clear-groups)
fi

remove() {
  local ended=$?
  trap - EXIT INT TERM HUP
  [ ! -e "$folder/data/postmaster.pid" ] || ours pg_ctl --pgdata "$folder/data" --mode immediate stop || true
  rm -rf "$folder"
  exit "$ended"
}
trap remove EXIT
# The command has had the signal too; without these the shell would leave before cleaning up.
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# From a folder that the account may enter, and with no word unless it fails.
ours() {
  local program=$1
  shift
  (cd "$folder" && ${as_its_owner[@]+"${as_its_owner[@]}"} "$bin/$program" "$@" >>"$folder/log" 2>&1)
}

make_cluster() { ours initdb --pgdata "$folder/data" --username simmitt --auth trust --encoding UTF8 --no-sync "$@"; }

# Capital å ä ö need a locale that knows them; sorting is the platform's own.
make_cluster --locale C.UTF-8 || make_cluster || {
  cat "$folder/log" >&2
  stop "PostgreSQL can't make a database here."
}
# What a power cut would lose is thrown away anyway.
fast="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
ours pg_ctl --pgdata "$folder/data" --wait --options \
  "-c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=50 $fast" start || {
  cat "$folder/log" >&2
  stop "PostgreSQL doesn't start here."
}
ours createdb --host "$folder" --username simmitt --template template0 simmitt

export DATABASE_URL="postgresql://simmitt@/simmitt?host=$folder"
"$@"

#!/usr/bin/env bash
# See that the programs the tests call are there: each line of debian_packages.txt is a package
# and a command that succeeds where it is. Installs what is missing where it may.
set -euo pipefail
source "$(dirname "$0")/env.sh"

missing() {
  while read -r package command; do
    $command >/dev/null 2>&1 </dev/null || echo "$package"
  done <scripts/debian_packages.txt | xargs
}

packages=$(missing)
[ -n "$packages" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  say "Installing $packages"
  export DEBIAN_FRONTEND=noninteractive
  # At this runlevel Debian starts no service of what it installs: the tests start their own.
  export RUNLEVEL=1
  { apt-get update -qq && apt-get install -qq -y --no-install-recommends $packages; } >/dev/null || true
  packages=$(missing)
  [ -n "$packages" ] || exit 0
fi

[ "${CI:-}" != true ] || stop "$packages can't be installed, and CI runs every test."
printf '\n!! SKIPPED: tests that need %s (Debian, Ubuntu: apt install %s)\n\n' "$packages" "$packages"

#!/usr/bin/env bash
# Run a command with a private PostgreSQL: tests/services/postgresql.sh COMMAND…
# The cluster lives in var/postgresql, listens on a socket there only, and stops with
# the command. Exits 77 when no PostgreSQL is installed.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb || echo /none/initdb)")
[ -x "$bin/initdb" ] || { echo "PostgreSQL is not installed" >&2; exit 77; }
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

home=$(mktemp -d "${TMPDIR:-/tmp}/ocop-postgresql.XXXXXX")
[ "$(id -u)" = 0 ] && chown postgres "$home"
as "$bin/initdb" -D "$home/data" -U ocop -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
trap 'as "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true; rm -rf "$home"' EXIT
# fsync off: these rows are thrown away with the cluster
as "$bin/pg_ctl" -D "$home/data" -w -l "$home/log" -o "-k $home -c listen_addresses= \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=250" start >/dev/null
export DATABASE_URL="postgres://ocop@$(echo "$home" | sed 's|/|%2F|g')/postgres"
"$@"

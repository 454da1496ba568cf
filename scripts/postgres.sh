#!/usr/bin/env bash
# A private PostgreSQL for tests, in var/pg, on a free port of this machine only:  postgres.sh start|stop|status
# `start` prints its URL and nothing else. Needs Debian's postgresql-15 or another found by PG_BIN; root lends it to `postgres`.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}
if [ ! -x "${bin:-none}/initdb" ]; then
  echo "PostgreSQL is not installed here (Debian: apt-get install postgresql-15)." >&2
  exit 1
fi

home=$PWD/var/pg
mkdir -p "$home"
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  as_owner() { (cd / && exec setpriv --reuid postgres --regid postgres --init-groups -- "$@"); }
  # A clone below a closed folder (/root) cannot be entered by postgres: its files then live in /tmp.
  if ! as_owner test -x "$home"; then
    home=/tmp/dinamis-desk-pg-$(printf %s "$PWD" | cksum | cut -d' ' -f1)
    mkdir -p "$home"
  fi
  chown postgres "$home"
fi
data=$home/data
running() { [ -f "$data/postmaster.pid" ] && as_owner "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; }

start() {
  if ! running; then
    if [ ! -f "$data/PG_VERSION" ]; then
      as_owner "$bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    fi
    port=$(node -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
    # Thrown away after the tests, so nothing waits for the disk.
    as_owner "$bin/pg_ctl" -D "$data" -l "$home/log" -w -o "-p $port -c listen_addresses=127.0.0.1 \
      -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
      -c max_connections=200 -c jit=off" start >/dev/null
  fi
  echo "postgres://postgres@127.0.0.1:$(sed -n 4p "$data/postmaster.pid")/postgres"
}

case "${1:-}" in
  start) start ;;
  stop) if running; then as_owner "$bin/pg_ctl" -D "$data" -m fast -w stop >/dev/null; fi ;;
  status) running ;;
  *) echo "usage: $0 start|stop|status" >&2; exit 2 ;;
esac

#!/bin/bash
# Starts a server that speaks MongoDB's protocol, from nothing: PostgreSQL 18 with the DocumentDB extension (from
# Debian forky, in a folder of its own) behind the FerretDB 2 gateway. The last line on standard output is its URI.
#
# Why not MongoDB itself: neither Debian, the Go module proxy nor npm has it. Where you do have a real `mongod`, leave
# this script alone and set BURGERBODE_TEST_MONGODB to its URI.
#
# Run it again and it starts only what is missing: about 100 seconds from nothing, half a second when all is there.
# Needs root (debootstrap, chroot), Debian's package mirror and a Go toolchain. The host's own packages stay as they are.
set -euo pipefail

DIR=${BURGERBODE_MONGODB_DIR:-/var/tmp/burgerbode-mongodb} # everything lives here; stop-mongodb.sh must get the same
PORT=${BURGERBODE_MONGODB_PORT:-27018}                     # where MongoDB clients connect, on 127.0.0.1 only
PGPORT=${BURGERBODE_POSTGRES_PORT:-54318}                  # PostgreSQL's own port, on 127.0.0.1 only
FSYNC=${FSYNC:-on}                                         # off: three times faster saves, lost at a power cut
FERRETDB=v2.7.0                                            # the version that the documented figures were measured with

ROOT=$DIR/root                        # the Debian forky system
DATA=/data                            # PostgreSQL's files, as seen from inside it
GATEWAY=$DIR/ferretdb-$FERRETDB       # the built gateway
PG=/usr/lib/postgresql/18/bin         # PostgreSQL's programs, as seen from inside
DEBIAN_SCRIPT=/usr/share/debootstrap/scripts/sid

say() { echo "start-mongodb: $*" >&2; }
die() { say "$*"; exit 1; }

# alive PID: is there such a process, and no zombie?
alive() { [[ -r /proc/$1/status ]] && ! grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null; }

# running PIDFILE NAME: is the process whose id stands first in PIDFILE alive, and the program NAME?
running() {
  local pid
  [[ -s $1 ]] && pid=$(head -1 "$1") && alive "$pid" && grep -qa "$2" "/proc/$pid/cmdline"
}

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# inside COMMAND…: runs it in the forky folder as user postgres. It must not inherit the lock (9).
inside() { chroot --userspec=postgres:postgres "$ROOT" /usr/bin/env -i LC_ALL=C.UTF-8 PATH=$PG:/usr/bin:/bin "$@" 9>&-; }

psql() { inside $PG/psql -qAt -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$PGPORT" -U postgres "$@" postgres; }

# The mirror that this machine's apt already uses, whichever of its two formats says so.
mirror() {
  cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v '^#' |
    grep -oE 'https?://[^ ]+/debian/?( |$)' | head -1 | tr -d ' '
}

# bootstrap unpacks Debian forky with PostgreSQL and the extension. Bookworm's debootstrap knows no forky: sid's script
# does the same. --include, since apt-get inside the folder would need more of a system than is there.
bootstrap() {
  [[ -e $ROOT/.ready ]] && return
  if ! command -v debootstrap >/dev/null; then
    say "installing debootstrap"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq debootstrap; } >"$DIR/apt.log" 2>&1 9>&- ||
      die "debootstrap cannot be installed: $(tail -3 "$DIR/apt.log")"
  fi
  local from
  from=${BURGERBODE_DEBIAN_MIRROR:-$(mirror || true)}
  [[ -n $from ]] || die "apt has no Debian mirror: set BURGERBODE_DEBIAN_MIRROR"
  say "unpacking PostgreSQL 18 and DocumentDB into $ROOT (about 80 seconds)"
  awk -v under="$ROOT/" 'index($2, under) == 1 {print $2}' /proc/mounts | sort -r | xargs -r -n1 umount # left by a kill
  rm -rf --one-file-system "$ROOT"
  debootstrap --variant=minbase --include=postgresql-18,postgresql-18-documentdb \
    forky "$ROOT" "$from" "$DEBIAN_SCRIPT" >"$DIR/debootstrap.log" 2>&1 9>&- ||
    die "debootstrap failed, see $DIR/debootstrap.log: $(tail -5 "$DIR/debootstrap.log")"
  install -d -m 1777 "$ROOT/dev/shm"
  touch "$ROOT/.ready"
}

# build_gateway compiles FerretDB in a throw-away module, so that this project's go.mod knows nothing of it.
build_gateway() {
  [[ -x $GATEWAY ]] && return
  say "building FerretDB $FERRETDB"
  local module
  module=$(mktemp -d)
  (
    cd "$module"
    printf 'module gateway\n\ngo 1.25\n' >go.mod
    unset GOFLAGS
    export GOWORK=off
    go get -tool "github.com/FerretDB/FerretDB/v2/cmd/ferretdb@$FERRETDB"
    go build -o "$GATEWAY.new" github.com/FerretDB/FerretDB/v2/cmd/ferretdb
    mv "$GATEWAY.new" "$GATEWAY"
  ) >"$DIR/build.log" 2>&1 9>&- || die "FerretDB does not build, see $DIR/build.log: $(tail -5 "$DIR/build.log")"
  rm -rf "$module"
}

init_data() {
  [[ -e $ROOT$DATA/.ready ]] && return
  rm -rf --one-file-system "${ROOT:?}$DATA"
  install -d -m 700 -o "$(chroot "$ROOT" id -u postgres)" -g "$(chroot "$ROOT" id -g postgres)" "$ROOT$DATA"
  inside $PG/initdb -D $DATA -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >"$DIR/initdb.log" 2>&1 ||
    die "initdb failed: $(tail -5 "$DIR/initdb.log")"
  cat >>"$ROOT$DATA/postgresql.conf" <<'CONF'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
dynamic_shared_memory_type = posix
shared_preload_libraries = 'pg_cron,pg_documentdb_core,pg_documentdb_extended_rum,pg_documentdb'
documentdb.alternate_index_handler_name = 'extended_rum'  # the only handler whose indexes serve a sort
cron.database_name = 'postgres'
cron.log_statement = off
cron.log_run = off
deadlock_timeout = 20ms                                   # rows stay locked per command: find deadlocks at once
autovacuum_naptime = 10s                                  # old statistics make the planner pass indexes over
autovacuum_analyze_scale_factor = 0.05
jit = off
max_connections = 120                                     # one gateway keeps up to 50
shared_buffers = 512MB
max_wal_size = 4GB
log_min_messages = error
CONF
  touch "$ROOT$DATA/.ready"
}

start_postgres() {
  if ! running "$ROOT$DATA/postmaster.pid" postgres; then
    listening "$PGPORT" && die "port $PGPORT is taken by another program: set BURGERBODE_POSTGRES_PORT"
    rm -f "$ROOT$DATA/postmaster.pid" # left by a kill; PostgreSQL recovers from its log
    inside $PG/pg_ctl -D $DATA -w -t 60 -l $DATA/server.log -o "-p $PGPORT -c fsync=$FSYNC" start >"$DIR/pg_ctl.log" 2>&1 ||
      die "PostgreSQL does not start: $(tail -5 "$ROOT$DATA/server.log" 2>/dev/null || cat "$DIR/pg_ctl.log")"
  fi
  # Both extensions before the first index, or that index gets the handler that serves no sort.
  [[ $(psql -c "select count(*) from pg_extension where extname in ('documentdb', 'documentdb_extended_rum')") == 2 ]] ||
    psql -c 'CREATE EXTENSION IF NOT EXISTS documentdb CASCADE' -c 'CREATE EXTENSION IF NOT EXISTS documentdb_extended_rum' \
      >"$DIR/extension.log" 2>&1 || die "DocumentDB cannot be created: $(tail -5 "$DIR/extension.log")"
}

start_gateway() {
  local pidfile=$DIR/ferretdb-$PORT.pid log=$DIR/ferretdb-$PORT.log
  if ! running "$pidfile" ferretdb; then
    listening "$PORT" && die "port $PORT is taken by another program: set BURGERBODE_MONGODB_PORT"
    mkdir -p "$DIR/state-$PORT"
    DO_NOT_TRACK=1 setsid "$GATEWAY" --listen-addr="127.0.0.1:$PORT" \
      --postgresql-url="postgres://postgres@127.0.0.1:$PGPORT/postgres" --state-dir="$DIR/state-$PORT" \
      --telemetry=disable --debug-addr=- --no-auth --log-level=ERROR >"$log" 2>&1 9>&- </dev/null &
    echo $! >"$pidfile"
  fi
  for _ in $(seq 300); do
    alive "$(head -1 "$pidfile")" || break # by its number alone: until it has executed the gateway it still bears our name
    listening "$PORT" && return
    sleep 0.1
  done
  die "the gateway does not answer on port $PORT: $(tail -5 "$log")"
}

[[ $(id -u) == 0 ]] || die "needs root, for debootstrap and chroot"
mkdir -p "$DIR"
exec 9>"$DIR/lock"
flock 9 # of two starters at once the second one waits, and finds everything there

bootstrap
build_gateway
init_data
start_postgres
start_gateway
echo "mongodb://127.0.0.1:$PORT/"

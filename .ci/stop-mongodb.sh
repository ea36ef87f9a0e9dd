#!/bin/bash
# Ends what start-mongodb.sh started, by the process ids that it wrote down. The data stay; ended already is fine.
set -euo pipefail

DIR=${BURGERBODE_MONGODB_DIR:-/var/tmp/burgerbode-mongodb}
PORT=${BURGERBODE_MONGODB_PORT:-27018}

# end PIDFILE NAME SIGNAL: only if that process is still the program NAME, since ids are used again.
end() {
  local pid
  [[ -s $1 ]] || return 0
  pid=$(head -1 "$1")
  grep -qsa "$2" "/proc/$pid/cmdline" || return 0
  kill "-$3" "$pid"
  for _ in $(seq 100); do
    grep -qsa "$2" "/proc/$pid/cmdline" || return 0 # a zombie has no command line either
    sleep 0.1
  done
  echo "stop-mongodb: process $pid ($2) does not end" >&2
  return 1
}

end "$DIR/ferretdb-$PORT.pid" ferretdb TERM
rm -f "$DIR/ferretdb-$PORT.pid"
end "$DIR/root/data/postmaster.pid" postgres INT # fast shutdown: break connections, keep every acknowledged save

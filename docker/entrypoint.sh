#!/bin/sh
# One image, three commands:
#   api                 the front door
#   worker              grading and sweeping
#   cli ERRAND …        an errand; `cli prepare --empty` first of all, then `cli --help`
set -eu
cd "$(dirname "$0")/.."

program=${1:-api}
[ $# -eq 0 ] || shift
case $program in
  api | worker) ;;
  cli)
    # The first preparation of an installation makes its keys; api and worker only read them.
    if [ "${1:-}" = prepare ]; then node docker/first-keys.mjs; fi
    ;;
  *)
    echo "Không có lệnh \"$program\". Các lệnh: api, worker, cli." >&2
    exit 64
    ;;
esac
# exec: the program gets the signals of the container itself and ends by its own rules.
exec node --enable-source-maps --max-semi-space-size=64 "dist/apps/$program/src/main.js" "$@"

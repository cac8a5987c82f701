# Outlives the launcher by a few seconds and cleans up after it, however it ended (kill -9 included).
# stdin: the launcher's pipe; each line replaces the list of "first" pids (asked to stop first, then the "last" ones).
# A line is "first: 1 2 3 last: 4 5". The launcher's end, of whatever kind, closes the pipe.
# $1: a throw-away directory to remove at the end, or nothing.
trap '' INT TERM HUP
pids=''
while read -r line; do pids=$line; done

# A dead process nobody has collected yet (a zombie) still answers kill -0.
alive() {
  for p in "$@"; do
    kill -0 "$p" 2>/dev/null || continue
    stat=''
    [ -r "/proc/$p/stat" ] && read -r stat 2>/dev/null <"/proc/$p/stat"
    case $stat in *') Z '*) ;; *) return 0 ;; esac
  done
  return 1
}
# $1 signal, $2 tenths of a second to wait; the rest are pids
end() {
  signal=$1; patience=$2; shift 2
  [ $# -gt 0 ] || return 0
  kill -"$signal" "$@" 2>/dev/null
  while [ "$patience" -gt 0 ] && alive "$@"; do sleep 0.1; patience=$((patience - 1)); done
  alive "$@" && kill -KILL "$@" 2>/dev/null
}
first=${pids#first:}; last=${first#*last:}; first=${first%%last:*}
end TERM 20 $first
end INT 30 $last
[ -n "$1" ] && rm -rf "$1"
exit 0

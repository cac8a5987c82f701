# Read by install.sh and docker/make-env.sh, with the arguments of theirs: a domain, and where its certificate comes from. What is
# wrong ends them; without arguments they say how they are called, which stands at their top.
if [ $# -ne 2 ]; then
  sed -n '2,/^set /s/^# \{0,1\}//p' "$0" >&2
  exit 64
fi
case $1 in
  '' | *[!a-z0-9.-]*)
    echo "\"$1\" không phải là một tên miền (chữ thường, không có https://)." >&2
    exit 64
    ;;
esac
case $2 in
  internal | *@*.* | /*' '/*) ;;
  *)
    echo "\"$2\" không phải là thư điện tử, cặp tệp chứng thư hay chữ internal." >&2
    exit 64
    ;;
esac

#!/bin/sh
# Writes docker/.env: the address of this installation and a random password for each server. Readable by you alone.
#   sh docker/make-env.sh thi.example.vn quan-tri@example.vn                  a public name: certificate by ACME
#   sh docker/make-env.sh thi.example.vn "/certs/cert.pem /certs/key.pem"     your own certificate, in docker/certs/
#   sh docker/make-env.sh thi.noibo.vn internal                               an inner network: Caddy's own authority
set -eu
if [ $# -ne 2 ]; then
  sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
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

file=$(dirname "$0")/.env
if [ -e "$file" ]; then
  echo "Đã có $file: không ghi đè, vì mật khẩu trong đó đang dùng." >&2
  exit 1
fi
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
umask 077
cat >"$file" <<END
CCHC_DOMAIN=$1
CCHC_TLS=$2
POSTGRES_PASSWORD=$(random)
CCHC_OWNER_PASSWORD=$(random)
CCHC_APP_PASSWORD=$(random)
CCHC_READ_PASSWORD=$(random)
REDIS_PASSWORD=$(random)
END
echo "Đã ghi $file. Chạy: docker compose -f docker/compose.yaml up -d --build"

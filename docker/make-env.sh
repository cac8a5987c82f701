#!/bin/sh
# Writes docker/.env: the address of this installation and a random password for each server. Readable by you alone.
#   sh docker/make-env.sh thi.example.vn quan-tri@example.vn                  a public name: certificate by ACME
#   sh docker/make-env.sh thi.example.vn "/certs/cert.pem /certs/key.pem"     your own certificate, in docker/certs/
#   sh docker/make-env.sh thi.noibo.vn internal                               an inner network: Caddy's own authority
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../deploy/check-address.sh"

file=$here/.env
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

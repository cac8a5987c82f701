#!/bin/sh
# Sets the product up on this Debian 12, from the clone that this file stands in, which must be /opt/thi-cchc. Run as root:
#   sh deploy/install.sh thi.example.vn quan-tri@example.vn              a public name: certificate by ACME
#   sh deploy/install.sh thi.example.vn "/etc/ssl/cert.pem /etc/ssl/key.pem"   a certificate of your own
#   sh deploy/install.sh thi.noibo.vn internal                           an inner network: Caddy's own authority
# Again: writes the files anew, and leaves /etc/thi-cchc as it is. With ROOT=DIR only files are written, below that folder.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/check-address.sh"
root=${ROOT:-}

if [ -z "$root" ]; then
  [ "$(id -u)" -eq 0 ] || { echo 'Hãy chạy bằng quyền root.' >&2; exit 77; }
  [ "$here" = /opt/thi-cchc/deploy ] || { echo 'Hãy đặt mã nguồn ở /opt/thi-cchc.' >&2; exit 64; }
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends caddy chrony curl git logrotate redis-server
  # The product starts a Redis of its own with its own settings; only the program is wanted.
  systemctl disable --now redis-server
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null ||
    { echo 'Cần Node.js từ 20.19 (Debian 12 có bản cũ hơn): cài từ nodejs.org rồi chạy lại.' >&2; exit 69; }
  id cchc >/dev/null 2>&1 || useradd --system --home-dir /opt/thi-cchc --shell /usr/sbin/nologin cchc
  chown -R cchc:cchc /opt/thi-cchc
fi

mkdir -p "$root/etc/thi-cchc" "$root/etc/systemd/system" "$root/etc/logrotate.d" "$root/etc/caddy" "$root/var/backups/thi-cchc"
chmod 700 "$root/var/backups/thi-cchc"
umask 077
if [ ! -e "$root/etc/thi-cchc/env" ]; then
  cat >"$root/etc/thi-cchc/env" <<END
PUBLIC_URL=https://$1
HOST=127.0.0.1
PORT=3000
TRUST_PROXY=1
METRICS_PORT=9464
WORKER_METRICS_PORT=9465
END
fi
[ -e "$root/etc/thi-cchc/passphrase" ] ||
  { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; echo; } >"$root/etc/thi-cchc/passphrase"
umask 022
for unit in thi-cchc.service thi-cchc-backup.service thi-cchc-backup.timer; do
  cp "$here/$unit" "$root/etc/systemd/system/$unit"
done
cp "$here/thi-cchc.logrotate" "$root/etc/logrotate.d/thi-cchc"
sed -e "s|@DOMAIN@|$1|" -e "s|@TLS@|$2|" "$here/Caddyfile" >"$root/etc/caddy/Caddyfile"
[ -z "$root" ] || exit 0

chown -R cchc:cchc /etc/thi-cchc /var/backups/thi-cchc
systemctl daemon-reload
systemctl enable --now chrony thi-cchc.service thi-cchc-backup.timer
systemctl restart caddy
echo "Đang chạy: https://$1. Xem: systemctl status thi-cchc"
echo 'Hãy chép /etc/thi-cchc/passphrase ra một nơi khác: thiếu nó thì không mở được khóa trong bản sao lưu.'

#!/bin/sh
# Brings the product at /opt/thi-cchc to another version, and back when it does not come up. Run as root:
#   sh deploy/upgrade.sh v1.2.0          a tag or commit that git knows
# A backup is taken by the version that runs, before anything is stopped. When the new version is not ready within five
# minutes (or PATIENCE_SECONDS), the old one comes back with that backup; what was handed in meanwhile is told, and kept in
# the folder of the data.
set -eu
[ $# -eq 1 ] || { sed -n '2,3s/^# \{0,1\}//p' "$0" >&2; exit 64; }
cd /opt/thi-cchc
as() { runuser -u cchc -- "$@"; }
ready() { curl -fsS -m 5 http://127.0.0.1:3000/api/health/ready >/dev/null 2>&1; }

before=$(as git rev-parse HEAD)
wanted=$(as git rev-parse --verify --quiet "$1^{commit}") || { echo "Không có phiên bản \"$1\" trong kho." >&2; exit 64; }
echo "Sao lưu bằng phiên bản đang chạy ($before)…"
backup=$(as npm run -s cli -- backup --out /var/backups/thi-cchc --passphrase-file /etc/thi-cchc/passphrase)
systemctl stop thi-cchc.service
as git checkout --quiet --detach "$wanted" || {
  echo 'Không chuyển được sang phiên bản mới (lý do ở trên): phiên bản cũ chạy lại.' >&2
  systemctl start thi-cchc.service
  exit 1
}
# Not waited for here: one that does not come up would end this script with it.
systemctl start --no-block thi-cchc.service
patience=${PATIENCE_SECONDS:-300}
waited=0
until ready; do
  waited=$((waited + 5))
  if [ "$waited" -ge "$patience" ]; then
    echo "Phiên bản mới không sẵn sàng sau $patience giây: quay lại phiên bản cũ." >&2
    systemctl stop thi-cchc.service
    as cp -a .data ".data.$(date -u +%Y%m%dT%H%M%SZ)"
    as git checkout --quiet --detach "$before"
    as npm run -s cli -- restore --from "$backup" --replace cchc
    systemctl start thi-cchc.service
    exit 1
  fi
  sleep 5
done
echo "Đã nâng cấp lên $wanted. Bản sao lưu trước khi nâng cấp: $backup"

#!/bin/sh
# Puts the product of this archive into a folder:   sh install.sh /opt/thi-cchc
# Nothing is fetched: no network is needed. Over an older version: the product is replaced, the data in .data stay.
set -eu
[ $# -eq 1 ] || { sed -n '2,3s/^# \{0,1\}//p' "$0" >&2; exit 64; }
here=$(cd "$(dirname "$0")" && pwd -P)
cd "$here"
sha256sum --quiet -c SHA256SUMS || { echo 'Gói này không trọn vẹn: hãy chép lại.' >&2; exit 65; }
mkdir -p "$1"
to=$(cd "$1" && pwd -P)
[ "$to" != "$here" ] || { echo 'Hãy nêu một thư mục khác thư mục vừa giải nén.' >&2; exit 64; }
[ ! -e "$to/.git" ] || { echo "$to là một kho mã nguồn: hãy nêu một thư mục khác." >&2; exit 64; }
./node --input-type=module -e '
  const { runningOn } = await import("./scripts/members.mjs");
  process.exit(runningOn(process.argv[1]) ? 1 : 0);
' "$to/.data" || { echo "Sản phẩm ở $to đang chạy: hãy dừng rồi chạy lại lệnh này." >&2; exit 69; }
# Whole beside its place first, so that a full disk stops this before anything is replaced.
rm -rf "$to/.new"
mkdir "$to/.new"
cp -R -P -p "$here/." "$to/.new/"
for one in "$to/.new"/*; do
  name=${one##*/}
  rm -rf "${to:?}/$name"
  mv "$one" "$to/$name"
done
rm -rf "$to/.new"
echo "Đã cài $(cat "$to/VERSION") vào $to. Chạy: $to/start --empty"

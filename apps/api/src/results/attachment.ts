export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Characters that cannot stand in a file name on one system or another, and those nobody sees. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Cs}"*/:<>?\\|]+/gu;
/** What RFC 8187 lets stand as it is and encodeURIComponent does not encode, the other way round. */
const RESERVED = /['()*]/g;

/**
 * The value of Content-Disposition for a download with a Vietnamese name: plain ASCII for old programs and the whole name
 * by RFC 6266 and 8187 beside it. Nothing of the name can end the header or name another folder.
 *
 * Example: `attachment('Bảng đơn vị.xlsx')` is `attachment; filename="Bang don vi.xlsx"; filename*=UTF-8''B%E1%BA%A3ng%20…`.
 */
export function attachment(name: string): string {
  const safe = name
    .replace(UNFIT, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .trim();
  const whole = safe === '' ? 'tep' : shortened(safe);
  const plain = whole
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\x20-\x7e]/g, '_');
  const encoded = encodeURIComponent(whole).replace(
    RESERVED,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** File systems take 255 bytes; a Vietnamese letter has up to three. The ending stays. */
function shortened(name: string): string {
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 6 ? name.slice(dot) : '';
  return `${[...name.slice(0, name.length - ending.length)].slice(0, 80).join('').trim()}${ending}`;
}

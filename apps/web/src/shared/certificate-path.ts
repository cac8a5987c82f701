/**
 * The page that says what a certificate stands for, from its code as people type it; null for what is no code.
 *
 * @example certificatePath('7kq4 m2xp 9rta hd3f') // '/xac-nhan/7KQ4-M2XP-9RTA-HD3F'
 */
export function certificatePath(typed: string): string | null {
  const letters = typed.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  return letters.length === 16 ? `/xac-nhan/${letters.match(/.{4}/g)!.join('-')}` : null;
}

/**
 * The same from the address in a code to scan, where it is one of ours; null for anything else. It leads to a path of this
 * host only, whatever else stands in the address.
 *
 * @param host of the page that scans
 */
export function scannedCertificate(scanned: string, host: string): string | null {
  if (scanned.length > 300 || !URL.canParse(scanned)) return null;
  const address = new URL(scanned);
  if (!/^https?:$/.test(address.protocol) || address.host !== host || address.username !== '') return null;
  const code = /^\/xac-nhan\/([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})$/.exec(address.pathname)?.[1];
  return code === undefined ? null : certificatePath(code);
}

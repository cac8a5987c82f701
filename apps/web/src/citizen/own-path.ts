/**
 * A path of this site that somebody wrote into an address, to go to after signing in; null when it leads anywhere else.
 * Browsers read '//host', '/\host' and '/<tab>/host' as another site.
 *
 * @example ownPath('/cua-toi?trang=2', 'https://thi.example.vn') // '/cua-toi?trang=2'
 */
export function ownPath(wish: string | undefined, origin: string): string | null {
  if (!wish || !/^\/(?![/\\])/.test(wish)) return null;
  let url: URL;
  try {
    url = new URL(wish, origin);
  } catch {
    return null;
  }
  if (url.origin !== origin || url.pathname.startsWith('//')) return null;
  return url.pathname + url.search + url.hash;
}

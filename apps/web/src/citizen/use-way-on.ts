import { useCallback } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';

/** Addresses of these pages: not those of the console, which is another entry, but the two before its door. */
export const OURS = /^\/(?!quan-tri(?![\w-]|\/(?:thiet-lap|xac-minh)(?![\w-])))/;

/** Goes on in place of this page to a path of this site, of these pages or of the console. */
export function useWayOn(): (path: string) => void {
  const { route } = useLocation();
  return useCallback((path) => (OURS.test(path) ? route(path, true) : location.replace(path)), [route]);
}

import { useCallback } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { OURS } from './our-paths.js';

/** Goes on in place of this page to a path of this site, of these pages or of the console. */
export function useWayOn(): (path: string) => void {
  const { route } = useLocation();
  return useCallback((path) => (OURS.test(path) ? route(path, true) : location.replace(path)), [route]);
}

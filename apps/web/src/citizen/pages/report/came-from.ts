import { tab } from '../../../shared/storage.js';

/** Where an error box keeps the last code that it showed (ui/error-box.tsx). */
const LAST_ERROR = 'error';

/** What goes along with a report without being typed. */
export interface CameFrom {
  /** Of our own pages, without what stands behind it. */
  page: string | null;
  contestSlug: string | null;
  attemptId: string | null;
  errorCode: string | null;
}

/**
 * What the page before says about a problem: its path, contest or attempt, and the error that it showed.
 *
 * @param path as the link of the frame wrote it (?tu=)
 * @example cameFrom('/lam-bai/3-0199…') // { page: '/lam-bai/3-0199…', attemptId: '3-0199…', … }
 */
export function cameFrom(path: string | undefined): CameFrom {
  const page = path !== undefined && /^\/(?!\/)[\w\-./]{0,199}$/.test(path) ? path : null;
  const error = tab.read<{ code: string; path: string }>(LAST_ERROR);
  return {
    page,
    contestSlug: /^\/cuoc-thi\/([\w-]+)/.exec(page ?? '')?.[1] ?? null,
    attemptId: /^\/(?:lam-bai|ket-qua)\/([\w-]+)$/.exec(page ?? '')?.[1] ?? null,
    errorCode: error !== null && error.path === page ? error.code : null,
  };
}

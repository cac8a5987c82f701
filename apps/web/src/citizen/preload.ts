/** The router knows the pages; a page knows only addresses, and which one comes next. */
let fetchPages: (paths: readonly string[]) => void = () => {};

/** @param fetcher fetches the scripts of the pages of these addresses */
export function preloadBy(fetcher: (paths: readonly string[]) => void): void {
  fetchPages = fetcher;
}

/**
 * Fetches a page's script before it is needed, so that a lost network does not stand in the way later.
 *
 * @example preload('/lam-bai/:id', '/ket-qua/:id')
 */
export const preload = (...paths: string[]): void => fetchPages(paths);

/** Addresses of a contest's pages. @example contestPath('cchc-2026', 'bang-xep-hang') // '/cuoc-thi/cchc-2026/bang-xep-hang' */
export const contestPath = (slug: string, page = ''): string => `/cuoc-thi/${slug}${page && `/${page}`}`;

/** Where a person enters; the unit whose link brought them goes along. */
export const enterPath = (slug: string, unitCode?: string): string =>
  contestPath(slug, 'vao-thi') + (unitCode ? `?don-vi=${encodeURIComponent(unitCode)}` : '');

/** A logo, banner or signed paper of a contest, by its hash. */
export const brandingFile = (hash: string): string => `/api/branding-files/${hash}`;

/**
 * Addresses of these pages: not those of the console, which is another entry, but the two before its door. A module of its
 * own: one that the frame shares with pages, and that imports what they share, would split the frame and make every page
 * heavier.
 */
export const OURS = /^\/(?!quan-tri(?![\w-]|\/(?:thiet-lap|xac-minh)(?![\w-])))/;

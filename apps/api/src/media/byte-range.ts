/** The part of a file that a request asks for, both ends included. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * Reads a Range header for a file of `size` bytes: the part asked for, null for the whole, 'unsatisfiable' for a part that
 * the file does not have. One range is known; several, or what is no range of bytes, mean the whole, as RFC 9110 allows.
 *
 * Example: of 1,000 bytes 'bytes=0-1' is 0 … 1, 'bytes=900-' is 900 … 999, 'bytes=-50' is 950 … 999.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | null | 'unsatisfiable' {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '')
    return Number(to) === 0 ? 'unsatisfiable' : { first: Math.max(0, size - Number(to)), last: size - 1 };
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return null;
  return first < size ? { first, last } : 'unsatisfiable';
}

const HEAD = /^%PDF-[12]\.\d/;
/** Where readers look for the end of a PDF (ISO 32000-1, annex H.3, note 18). */
const TAIL_BYTES = 1024;
/** What a paper that was signed does not do: run a program, open another one. */
const ACTIVE = ['/JavaScript', '/Launch'];

/**
 * Whether these bytes are a whole PDF: from its first byte to its end, with no program that stands in it openly. What is
 * packed inside is not looked through: readers keep it in a box of their own.
 */
export function isPdf(bytes: Buffer): boolean {
  if (!HEAD.test(bytes.toString('latin1', 0, 8))) return false;
  const tail = bytes.subarray(-TAIL_BYTES).toString('latin1');
  return tail.includes('startxref') && tail.includes('%%EOF') && ACTIVE.every((name) => !bytes.includes(name));
}

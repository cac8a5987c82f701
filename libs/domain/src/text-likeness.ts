import { searchKey } from './vi-text.js';

/**
 * The trigrams of each text without accents and punctuation, as numbers, sorted, once each, so that two texts are compared
 * in one walk. Only sets of one call can be compared. Source: the idea of PostgreSQL's pg_trgm.
 */
export function trigramSets(texts: readonly string[]): Uint32Array[] {
  const numbers = new Map<string, number>();
  return texts.map((text) => {
    const plain = ` ${wordsOf(searchKey(text)).join(' ')} `;
    const own = new Set<number>();
    for (let at = 0; at + 3 <= plain.length; at++) {
      const gram = plain.slice(at, at + 3);
      const number = numbers.get(gram) ?? numbers.size;
      numbers.set(gram, number);
      own.add(number);
    }
    return Uint32Array.from(own).sort();
  });
}

/**
 * Likeness of two trigram sets: shared over all, 0 to 1; 0 at once when the sizes alone keep it below `atLeast`.
 * Example: the sets of 'Phòng Kinh tế' and 'phòng kinh tê' give 1.
 */
export function jaccard(a: Uint32Array, b: Uint32Array, atLeast = 0): number {
  if (Math.min(a.length, b.length) < atLeast * Math.max(a.length, b.length) || a.length + b.length === 0) return 0;
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const order = a[i]! - b[j]!;
    if (order === 0) shared++;
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return shared / (a.length + b.length - shared);
}

/** The words and figures of a text, without punctuation. */
export const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/**
 * Pairs of texts that share most of their trigrams, by their places, `a` before `b`.
 *
 * @param atLeast 0 to 1; below it a pair is not told
 * @param since only pairs whose `b` is at or behind this place: what is new against all before it
 * @example alikeTexts(['Ai ký quyết định?', 'Ai ký Quyết định ?'], 0.75) // [[0, 1, 1]]
 */
export function alikeTexts(
  texts: readonly string[],
  atLeast: number,
  since = 0,
): [a: number, b: number, likeness: number][] {
  const found: [number, number, number][] = [];
  const grams = trigramSets(texts);
  for (let b = since; b < texts.length; b++) {
    for (let a = 0; a < b; a++) {
      const likeness = jaccard(grams[a]!, grams[b]!, atLeast);
      if (likeness >= atLeast) found.push([a, b, likeness]);
    }
  }
  return found;
}

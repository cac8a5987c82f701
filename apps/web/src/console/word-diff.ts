/** A run of words that both texts have, only the old one, or only the new one. */
export interface DiffPart {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** Words and figures, blanks, and each other sign by itself. */
const wordsOf = (text: string): string[] => text.match(/\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];

/**
 * What became of a text, word by word: the longest common subsequence of words and the blanks between them.
 *
 * @example wordDiff('trong 5 ngày', 'trong 3 ngày') // same 'trong ', gone '5', new '3', same ' ngày'
 */
export function wordDiff(before: string, after: string): DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  // common[i][j]: how many words the rests from i and from j have in common.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const parts: DiffPart[] = [];
  const add = (kind: DiffPart['kind'], text: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add('same', a[i]!);
      i++;
      j++;
    } else if (i < a.length && (j === b.length || common[i + 1]![j]! >= common[i]![j + 1]!)) add('gone', a[i++]!);
    else add('new', b[j++]!);
  }
  return parts;
}

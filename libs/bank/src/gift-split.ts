/** One question or one category of a GIFT file, not yet parsed. */
export interface GiftBlock {
  /** 1-based line where its text begins; comments above it do not count. */
  line: number;
  /** Without comment lines; empty for a category. */
  text: string;
  /** The file's line of each line of `text`. */
  lines: number[];
  /** The comment lines directly above the text, without `//`. */
  comments: { line: number; text: string }[];
  /** The name, when the block is a `$CATEGORY:` line. */
  category: string | null;
  /** A blank line stood inside the braces; `text` then goes on to the closing one. */
  blankInside: boolean;
}

interface Line {
  number: number;
  text: string;
}

/**
 * Cuts a GIFT file into its questions. Blank lines part them, as in Moodle; lines that begin with `//` are comments
 * wherever they stand. This is the edge: byte order mark, Windows line ends, no-break spaces and NFD end here.
 *
 * Two slips of people are caught so that one bad question spoils only itself: a blank line inside the braces (the rest is
 * kept together and refused once), and a `$CATEGORY` line with no blank line below (it still counts for what follows).
 *
 * Example: `splitGift('$CATEGORY: a\n\n// level: 1\nHỏi {T}')` gives a category at line 1 and a question at line 4.
 */
export function splitGift(text: string): GiftBlock[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .normalize('NFC')
    .replace(/\u00a0/g, ' ')
    .split(/\r\n|[\r\n]/)
    .map((line, index) => ({ number: index + 1, text: line }));
  const groups = paragraphs(lines);
  const blocks: GiftBlock[] = [];
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at]!;
    let own = 0;
    for (let next = 0; next < group.length && (isComment(group[next]!) || isCategory(group[next]!)); next++) {
      const { number, text: line } = group[next]!;
      if (isComment(group[next]!)) continue;
      const name = line.replace(/^\s*\$CATEGORY:/, '').trim();
      blocks.push({ line: number, text: '', lines: [], comments: [], category: name, blankInside: false });
      own = next + 1;
    }
    const rest = group.slice(own);
    const begin = rest.findIndex((line) => !isComment(line));
    if (begin < 0) continue;
    const comments = rest.slice(0, begin);
    let body = rest.slice(begin).filter((line) => !isComment(line));
    const tail = openBraces(body) > 0 ? closingTail(groups, at) : null;
    if (tail !== null) {
      body = [...body, ...groups.slice(at + 1, tail + 1).flat()];
      at = tail;
    }
    blocks.push({
      line: body[0]!.number,
      text: body.map((line) => line.text).join('\n'),
      lines: body.map((line) => line.number),
      comments: comments.map((line) => ({ line: line.number, text: line.text.replace(/^\s*\/\/\s*/, '').trimEnd() })),
      category: null,
      blankInside: tail !== null,
    });
  }
  return blocks;
}

/** Unescaped opening braces minus closing ones. */
export function openBraces(lines: readonly Line[]): number {
  return braces(lines).reduce((depth, brace) => depth + (brace === '{' ? 1 : -1), 0);
}

/** The braces without a backslash, in their order. */
function braces(lines: readonly Line[]): string[] {
  return lines.flatMap(({ text }) => text.match(/\\.|[{}]/g) ?? []).filter((token) => token === '{' || token === '}');
}

/** The paragraph that closes the braces left open by paragraph `from`, if none in between opens its own. */
function closingTail(groups: readonly Line[][], from: number): number | null {
  for (let at = from + 1; at < groups.length; at++) {
    const body = groups[at]!.filter((line) => !isComment(line));
    if (body.some(isCategory) || braces(body).includes('{')) return null;
    if (openBraces(body) < 0) return at;
  }
  return null;
}

function paragraphs(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = [];
  let open: Line[] | null = null;
  for (const line of lines) {
    if (line.text.trim() === '') open = null;
    else if (open === null) groups.push((open = [line]));
    else open.push(line);
  }
  return groups;
}

const isComment = (line: Line): boolean => /^\s*\/\//.test(line.text);
const isCategory = (line: Line): boolean => /^\s*\$CATEGORY:/.test(line.text);

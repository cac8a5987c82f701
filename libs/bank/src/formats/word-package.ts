import { openOffice } from './office.js';
import { childOf, childrenOf, parseXml, type XmlElement } from './xml.js';

/** How a letter looks, as bits: drafters mark what is right with any of these. */
export const BOLD = 1;
export const UNDERLINE = 2;
export const HIGHLIGHT = 4;
export const COLOUR = 8;
export const ITALIC = 16;

/** A text with the look of each of its code units. */
export interface Marked {
  text: string;
  looks: readonly number[];
}

/** A paragraph of a Word file, or a row of a table as one line. */
export interface WordParagraph {
  /** Place in the file, from 1. */
  row: number;
  /** What Word writes before it by itself ("Câu 3.", "B."), and of which kind; null without automatic numbering. */
  label: { text: string; kind: 'number' | 'letter' | 'words' | 'bullet' } | null;
  /** Parted where a line break stands. */
  lines: Marked[];
  isHeading: boolean;
  hasPicture: boolean;
  /** The cells, when it is a row of a table. */
  cells: string[] | null;
}

/**
 * The paragraphs of a Word file with automatic numbering written out, as a reader sees them: deleted revisions, field
 * codes and notes are left out. Nothing is run or fetched.
 *
 * @throws FileRefusal OLD_OFFICE, MACROS, TOO_LARGE, ENTITIES, NOT_THIS_FORMAT
 */
export function readParagraphs(bytes: Buffer): WordParagraph[] {
  const zip = openOffice(bytes, 'word/document.xml', 'Word');
  const part = (name: string): XmlElement | undefined => {
    const content = zip.read(name);
    return content === null ? undefined : parseXml(content.toString('utf8'));
  };
  const styles = readStyles(part('word/styles.xml'));
  const numbering = new Numbering(part('word/numbering.xml'));
  const paragraphs: WordParagraph[] = [];
  const walk = (parent: XmlElement): void => {
    for (const node of childrenOf(parent)) {
      if (node.name === 'w:p') {
        const read = readParagraph(node, paragraphs.length + 1, styles, numbering);
        paragraphs.push(read);
      } else if (node.name === 'w:tr') paragraphs.push(readRow(node, paragraphs.length + 1, styles, numbering));
      else if (['w:tbl', 'w:sdt', 'w:sdtContent', 'w:ins', 'w:customXml', 'w:smartTag'].includes(node.name)) walk(node);
    }
  };
  const body = childOf(part('word/document.xml'), 'w:body');
  if (body) walk(body);
  return paragraphs;
}

interface Style {
  look: number;
  isHeading: boolean;
  numId: string | null;
  level: number;
}

const PLAIN: Style = { look: 0, isHeading: false, numId: null, level: 0 };

function readStyles(root: XmlElement | undefined): Map<string, Style> {
  const nodes = new Map(
    root ? childrenOf(root, 'w:style').map((node) => [node.attributes['w:styleId'] ?? '', node]) : [],
  );
  const styles = new Map<string, Style>();
  const resolve = (id: string, depth: number): Style => {
    const known = styles.get(id);
    const node = nodes.get(id);
    if (known || !node || depth > 20) return known ?? PLAIN;
    const base = resolve(childOf(node, 'w:basedOn')?.attributes['w:val'] ?? '', depth + 1);
    const name = childOf(node, 'w:name')?.attributes['w:val'] ?? '';
    const num = childOf(node, 'w:pPr', 'w:numPr');
    const style: Style = {
      look: lookOf(childOf(node, 'w:rPr'), base.look),
      isHeading:
        /^heading [1-9]$/i.test(name) || childOf(node, 'w:pPr', 'w:outlineLvl') !== undefined || base.isHeading,
      numId: childOf(num, 'w:numId')?.attributes['w:val'] ?? base.numId,
      level: Number(childOf(num, 'w:ilvl')?.attributes['w:val'] ?? base.level),
    };
    styles.set(id, style);
    return style;
  };
  for (const id of nodes.keys()) resolve(id, 0);
  return styles;
}

/** The look that a run has over that of what it stands in. */
function lookOf(properties: XmlElement | undefined, base: number): number {
  if (!properties) return base;
  let look = base;
  const set = (bit: number, name: string, isOn: (value: string) => boolean): void => {
    const node = childOf(properties, name);
    if (node) look = isOn(node.attributes['w:val'] ?? '') ? look | bit : look & ~bit;
  };
  const isOff = (value: string): boolean => ['0', 'false', 'off', 'none'].includes(value);
  set(BOLD, 'w:b', (value) => !isOff(value));
  set(ITALIC, 'w:i', (value) => !isOff(value));
  set(UNDERLINE, 'w:u', (value) => value !== '' && !isOff(value));
  set(HIGHLIGHT, 'w:highlight', (value) => !isOff(value));
  set(COLOUR, 'w:color', (value) => !['auto', '000000', ''].includes(value.toLowerCase()));
  const shade = childOf(properties, 'w:shd')?.attributes['w:fill']?.toLowerCase();
  if (shade !== undefined && !['auto', 'ffffff', ''].includes(shade)) look |= HIGHLIGHT;
  return look;
}

function readParagraph(node: XmlElement, row: number, styles: Map<string, Style>, numbering: Numbering): WordParagraph {
  const properties = childOf(node, 'w:pPr');
  const style = styles.get(childOf(properties, 'w:pStyle')?.attributes['w:val'] ?? '') ?? PLAIN;
  const num = childOf(properties, 'w:numPr');
  const numId = childOf(num, 'w:numId')?.attributes['w:val'] ?? style.numId;
  const level = Number(childOf(num, 'w:ilvl')?.attributes['w:val'] ?? style.level);
  const read = readRuns(node, style.look, styles);
  const isBlank = read.lines.every(({ text }) => text.trim() === '');
  return {
    row,
    label: numId === null || isBlank ? null : numbering.next(numId, level),
    lines: read.lines,
    isHeading: style.isHeading || childOf(properties, 'w:outlineLvl') !== undefined,
    hasPicture: read.hasPicture,
    cells: null,
  };
}

/** A row of a table: its cells one after another with tabs between, each with the label that Word writes before it. */
function readRow(node: XmlElement, row: number, styles: Map<string, Style>, numbering: Numbering): WordParagraph {
  let hasPicture = false;
  const cells = childrenOf(node, 'w:tc').map((cell) => {
    const inside = descendants(cell, 'w:p').map((one) => readParagraph(one, row, styles, numbering));
    hasPicture ||= inside.some((one) => one.hasPicture);
    return inside.flatMap(({ label, lines }) => {
      const first =
        label === null || label.kind === 'bullet'
          ? lines
          : [joined([plain(`${label.text} `), lines[0]!]), ...lines.slice(1)];
      return first.filter(({ text }) => text.trim() !== '');
    });
  });
  return {
    row,
    label: null,
    lines: [joined(cells.flatMap((lines, i) => [...(i > 0 ? [plain('\t')] : []), ...between(lines)]))],
    isHeading: false,
    hasPicture,
    cells: cells.map((lines) => lines.map(({ text }) => text.trim()).join('\n')),
  };
}

const between = (lines: Marked[]): Marked[] => lines.flatMap((line, i) => (i > 0 ? [plain('\t'), line] : [line]));

function descendants(node: XmlElement, name: string): XmlElement[] {
  return childrenOf(node).flatMap((child) => (child.name === name ? [child] : descendants(child, name)));
}

export const plain = (text: string): Marked => ({ text, looks: Array<number>(text.length).fill(0) });

export const joined = (parts: readonly Marked[]): Marked => ({
  text: parts.map(({ text }) => text).join(''),
  looks: parts.flatMap(({ looks }) => looks),
});

/** What is not part of the text as it stands: deleted, hidden, notes, the old way of drawing beside the new. */
const LEFT_OUT = ['w:del', 'w:moveFrom', 'w:instrText', 'w:delText', 'mc:Fallback', 'w:txbxContent', 'w:pPr', 'w:rPr'];
const PICTURES = ['w:drawing', 'w:pict', 'w:object', 'm:oMath', 'm:oMathPara'];

function readRuns(
  paragraph: XmlElement,
  base: number,
  styles: Map<string, Style>,
): { lines: Marked[]; hasPicture: boolean } {
  const lines: { text: string; looks: number[] }[] = [{ text: '', looks: [] }];
  let hasPicture = false;
  const put = (text: string, look: number): void => {
    const line = lines.at(-1)!;
    line.text += text;
    for (let i = 0; i < text.length; i++) line.looks.push(look);
  };
  const walk = (node: XmlElement, look: number): void => {
    for (const child of node.children) {
      if (typeof child === 'string') {
        if (node.name === 'w:t') put(child.normalize('NFC'), look);
      } else if (PICTURES.includes(child.name)) hasPicture = true;
      else if (LEFT_OUT.includes(child.name)) continue;
      else if (child.name === 'w:br' || child.name === 'w:cr') {
        if (child.attributes['w:type'] !== 'page') lines.push({ text: '', looks: [] });
      } else if (child.name === 'w:tab') put('\t', look);
      else if (child.name === 'w:noBreakHyphen') put('-', look);
      else if (child.name === 'w:r') {
        const properties = childOf(child, 'w:rPr');
        if (childOf(properties, 'w:vanish')) continue;
        const named = styles.get(childOf(properties, 'w:rStyle')?.attributes['w:val'] ?? '');
        walk(child, lookOf(properties, look | (named?.look ?? 0)));
      } else walk(child, look);
    }
  };
  walk(paragraph, base);
  return { lines, hasPicture };
}

interface Level {
  format: string;
  text: string;
  start: number;
}

/** Counts automatic numbering as Word does. */
class Numbering {
  private readonly levels = new Map<string, Map<number, Level>>();
  /** Lists made of the same definition count on together, unless one begins anew. */
  private readonly countKeys = new Map<string, string>();
  private readonly counts = new Map<string, number[]>();

  constructor(root: XmlElement | undefined) {
    if (!root) return;
    const abstracts = new Map(
      childrenOf(root, 'w:abstractNum').map((node) => [node.attributes['w:abstractNumId'], node]),
    );
    for (const num of childrenOf(root, 'w:num')) {
      const id = num.attributes['w:numId'] ?? '';
      const abstractId = childOf(num, 'w:abstractNumId')?.attributes['w:val'];
      const own = new Map<number, Level>();
      const abstract = abstracts.get(abstractId);
      for (const node of abstract ? childrenOf(abstract, 'w:lvl') : []) own.set(...levelOf(node));
      const overrides = childrenOf(num, 'w:lvlOverride');
      for (const override of overrides) {
        const at = Number(override.attributes['w:ilvl']);
        const level = childOf(override, 'w:lvl');
        if (level) own.set(...levelOf(level));
        const start = childOf(override, 'w:startOverride')?.attributes['w:val'];
        const before = own.get(at);
        if (start !== undefined && before) own.set(at, { ...before, start: Number(start) });
      }
      this.levels.set(id, own);
      this.countKeys.set(id, overrides.length > 0 ? `num ${id}` : `abstract ${abstractId}`);
    }
  }

  /** Counts one more paragraph of a list. */
  next(numId: string, at: number): WordParagraph['label'] {
    const levels = this.levels.get(numId);
    const level = levels?.get(at);
    if (!levels || !level || !Number.isInteger(at) || at < 0 || at > 8) return null;
    const key = this.countKeys.get(numId)!;
    const counts = this.counts.get(key) ?? [];
    this.counts.set(key, counts);
    counts[at] = (counts[at] ?? level.start - 1) + 1;
    counts.length = at + 1;
    if (level.format === 'bullet') return { text: level.text, kind: 'bullet' };
    const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const place = Number(digit) - 1;
      const other = levels.get(place);
      return numeral(counts[place] ?? other?.start ?? 1, other?.format ?? 'decimal');
    });
    const kind = level.format === 'none' ? 'words' : level.format.endsWith('Letter') ? 'letter' : 'number';
    return { text, kind };
  }
}

function levelOf(node: XmlElement): [number, Level] {
  const value = (name: string): string | undefined => childOf(node, name)?.attributes['w:val'];
  const level = {
    format: value('w:numFmt') ?? 'decimal',
    text: value('w:lvlText') ?? '',
    start: Number(value('w:start') ?? 1),
  };
  return [Number(node.attributes['w:ilvl']), level];
}

function numeral(count: number, format: string): string {
  if (format === 'none') return '';
  if (format.endsWith('Letter') && count >= 1 && count <= 26) {
    const letter = String.fromCharCode(64 + count);
    return format === 'lowerLetter' ? letter.toLowerCase() : letter;
  }
  if (format.endsWith('Roman') && count >= 1 && count <= 50) {
    const roman =
      'X'.repeat(Math.floor(count / 10)) + ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'][count % 10]!;
    return format === 'lowerRoman' ? roman.toLowerCase() : roman;
  }
  return String(count);
}

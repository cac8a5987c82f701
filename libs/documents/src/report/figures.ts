import { formatCount, formatPercent, formatPoints, NO_RATE, type ReportData } from '#domain';
import { summaryOf, type ReportSummary } from './report-summary.js';

/** What figures are taken from: the data, and what follows from them. */
export type ReportFacts = ReportData & { summary: ReportSummary };

/** How a figure is printed: a count; a share of two counts; points of 1/1000; how many of one come to one of the other. */
export type FigureKind = 'count' | 'percent' | 'points' | 'ratio';

/** A figure that stands in a sentence: from which counts it was made, and where it was printed. */
export interface Figure {
  kind: FigureKind;
  /** Paths into the facts: ['participation.tookPart', 'participation.invited']. */
  of: string[];
  text: string;
  /** Its place in the sentence. */
  at: number;
}

/** A sentence with the figures that stand in it. */
export interface Sentence {
  text: string;
  figures: Figure[];
}

/** What a sentence is written with: a figure, or a fact in words (a name, a date) that stands as it is. */
export type Part = Omit<Figure, 'at'> | { fact: string };

export const factsOf = (data: ReportData): ReportFacts => ({ ...data, summary: summaryOf(data) });

/**
 * Prints figures of a report, each from counts that it names. `say` makes a sentence of them and refuses a digit that no
 * figure or fact accounts for: so a number that somebody typed cannot get into a report.
 *
 * @example
 * const { say, count, percent } = pen(facts);
 * say`có ${count('participation.tookPart')} đơn vị (${percent('participation.tookPart', 'participation.invited')})`
 */
export function pen(facts: ReportFacts) {
  const figure = (kind: FigureKind, ...of: string[]): Part => ({ kind, of, text: print(facts, kind, of) });
  return {
    count: (path: string): Part => figure('count', path),
    percent: (part: string, whole: string): Part => figure('percent', part, whole),
    ratio: (many: string, one: string): Part => figure('ratio', many, one),
    points: (path: string): Part => figure('points', path),
    say: sentence,
  };
}

/** A name, a date, a title: whatever it says is no figure. */
export const fact = (text: string): Part => ({ fact: text });

/** @throws Error when the words between have a digit */
export function sentence(words: TemplateStringsArray, ...parts: Part[]): Sentence {
  const figures: Figure[] = [];
  let text = '';
  words.forEach((word, i) => {
    if (/\d/.test(word)) throw new Error(`a figure of nowhere: ${word}`);
    text += word;
    const part = parts[i];
    if (!part) return;
    if ('fact' in part) text += part.fact;
    else {
      figures.push({ ...part, at: text.length });
      text += part.text;
    }
  });
  return { text, figures };
}

/** Sentences one after the other, as one paragraph. */
export function joined(sentences: readonly Sentence[], between = ' '): Sentence {
  const figures: Figure[] = [];
  let text = '';
  for (const one of sentences) {
    if (text !== '') text += between;
    figures.push(...one.figures.map((figure) => ({ ...figure, at: figure.at + text.length })));
    text += one.text;
  }
  return { text, figures };
}

/** A figure as it is printed, from the facts. @throws Error when a path leads to no number */
export function print(facts: ReportFacts, kind: FigureKind, of: readonly string[]): string {
  const [one, other] = of.map((path) => numberAt(facts, path));
  switch (kind) {
    case 'count':
      return formatCount(one!);
    case 'percent':
      return formatPercent(one!, other!);
    case 'points':
      return formatPoints(one!);
    case 'ratio':
      return formatRatio(one!, other!);
  }
}

/** Two counts as so many of one to one of the other, with two decimals, rounded half up: 240.659 of 139.000 is '1,73'. */
export function formatRatio(many: number, one: number): string {
  if (one === 0) return NO_RATE;
  const hundredths = (200n * BigInt(many) + BigInt(one)) / (2n * BigInt(one));
  return `${formatCount(hundredths / 100n)},${String(hundredths % 100n).padStart(2, '0')}`;
}

function numberAt(facts: ReportFacts, path: string): number {
  let found: unknown = facts;
  for (const step of path.split('.')) found = (found as Record<string, unknown> | null | undefined)?.[step];
  if (typeof found !== 'number') throw new Error(`no figure at ${path}`);
  return found;
}

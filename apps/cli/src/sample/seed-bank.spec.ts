import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkedItemOf, type GiftItem } from '#bank';
import { checkBank, checkBlueprint, normalizeLines, preparePool, type PoolItem } from '#domain';
import { bankReport } from './bank-report.js';
import { BANK_READ_ON, readSeedBank } from './seeds.js';
import { WEEK_PAPERS } from './week-papers.js';

const { items, refused } = readSeedBank();
const published = items.filter(({ meta }) => meta.status === 'published');
const drafts = items.filter(({ meta }) => meta.status === 'draft');

const FIELDS = [
  'chi-dao-dieu-hanh',
  'the-che',
  'thu-tuc-hanh-chinh',
  'to-chuc-bo-may',
  'che-do-cong-vu',
  'tai-chinh-cong',
  'chinh-quyen-so',
];
const MARK = 'chờ đối chiếu văn bản gốc';

const countOf = <T>(values: readonly T[]): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
const poolOf = (own: readonly GiftItem[]) =>
  preparePool(
    own.map(({ topic, kind, options, meta: { level, subBank } }, id): PoolItem => {
      const place = { topic: topic!, level: level!, subBank };
      return { id, itemId: id, ...place, optionCount: options.length, fixedOptionOrder: kind === 'true_false' };
    }),
  );

function answerEachOther(a: GiftItem, b: GiftItem): boolean {
  return a.meta.facts[0] === b.meta.facts[0] || a.meta.notWith.includes(b.title!) || b.meta.notWith.includes(a.title!);
}

/** Can one paper ask both? Not in different weeks, and not where one line of the blueprint takes one of them. */
function mayMeet(a: GiftItem, b: GiftItem): boolean {
  if (a.meta.subBank !== b.meta.subBank) return false;
  if (a.topic !== b.topic || a.meta.level !== b.meta.level) return true;
  const { blueprint } = WEEK_PAPERS.find(({ subBank }) => subBank === a.meta.subBank)!;
  return blueprint.some(({ topic, level, count }) => topic === a.topic && level === a.meta.level && count > 1);
}

describe('the sample bank', () => {
  it('is read whole: at least 200 published questions, each with code, level, source, facts and explanation', () => {
    expect(refused).toEqual([]);
    expect(published.length).toBeGreaterThanOrEqual(200);
    expect(published.length + drafts.length).toBe(items.length);
    for (const { title, topic, meta, generalFeedback } of items) {
      expect(FIELDS).toContain(topic);
      expect(title).toMatch(new RegExp(`^${topic}-\\d{2}$`));
      expect(meta).toMatchObject({ level: expect.any(Number), document: expect.any(String) });
      expect(meta.facts.length).toBeGreaterThan(0);
      expect(generalFeedback).not.toBeNull();
    }
  });

  it('passes the checks of the product without an error or a warning', () => {
    expect(checkBank(published.map(checkedItemOf), BANK_READ_ON)).toMatchObject({ items: [], faults: [] });
    const { items: faulty } = checkBank(drafts.map(checkedItemOf), BANK_READ_ON);
    expect(faulty.flatMap(({ faults }) => faults).filter(({ code }) => code !== 'WINDOW_EXPIRED')).toEqual([]);
  });

  it('gives its keys away neither by place nor by length', () => {
    const { keyBalance, keyLongest } = checkBank(published.map(checkedItemOf), BANK_READ_ON);
    expect(keyBalance!.statistic).toBeLessThan(keyBalance!.limit);
    expect(keyLongest.count).toBeLessThanOrEqual(keyLongest.expected);
  });

  it('takes at most two questions from one fact', () => {
    const firstFacts = countOf(items.map(({ meta }) => meta.facts[0]!));
    expect([...firstFacts].filter(([, count]) => count > 2)).toEqual([]);
  });

  it('asks what to do: 70 situations or more, and a figure, date or title in at most one of ten', () => {
    const asks = countOf(published.map(({ meta }) => meta.asks));
    expect(asks.get('situation')).toBeGreaterThanOrEqual(70);
    expect(asks.get('figure')).toBeLessThanOrEqual(published.length / 10);
    const kinds = countOf(published.map(({ kind }) => kind));
    for (const kind of ['single', 'multiple', 'true_false'] as const) expect(kinds.get(kind)).toBeGreaterThan(10);
    expect(published.filter(({ kind, options }) => kind === 'single' && options.length !== 4)).toEqual([]);
  });

  it('marks what was read second-hand, and nothing has another mark', () => {
    expect(new Set(items.map(({ meta }) => meta.mark))).toEqual(new Set([null, MARK]));
    for (const { meta } of drafts) expect(meta.mark).toBe(MARK);
  });

  it('explains in two sentences that name the document, and the article where there is one', () => {
    for (const { title, generalFeedback, meta } of items) {
      expect({ title, sentences: generalFeedback!.split(/(?<=\.)\s+(?=\p{Lu}|“)/u).length }).toEqual({
        title,
        sentences: 2,
      });
      const number = /^\S*\d\S*/.exec(meta.document!)?.[0].replace(/;$/, '');
      if (number !== undefined) expect(generalFeedback).toContain(number);
      const article = /Điều (\d+)/.exec(meta.article ?? '')?.[1];
      if (article !== undefined) expect(generalFeedback).toMatch(new RegExp(`Điều ${article}\\b`));
    }
  });

  it('writes as papers do: NFC, "Ủy", no short forms, no blank before a question mark', () => {
    for (const item of items) {
      const shown = [item.stem, item.generalFeedback!, ...item.options.map(({ text }) => text)];
      for (const text of shown) {
        expect(text).toBe(normalizeLines(text));
        expect(text).not.toMatch(/(?<![-/])UBND|HĐND|TTHC|CCHC|CBCC|DVC|\bNĐ \d|Uỷ|uỷ| \?|\.\.|,,|"/);
      }
      expect(item.stem).toMatch(item.kind === 'true_false' ? /\.$/ : /\?$/);
      for (const { text } of item.options) expect(text).toMatch(/^[\p{Lu}\d“]/u);
    }
  });
});

describe('the four weeks of the sample bank', () => {
  it('are disjoint parts of 45 questions or more that hold every published question', () => {
    const parts = countOf(published.map(({ meta }) => meta.subBank));
    expect([...parts.keys()].sort()).toEqual(WEEK_PAPERS.map(({ subBank }) => subBank));
    for (const [, count] of parts) expect(count).toBeGreaterThanOrEqual(45);
    expect(new Set(drafts.map(({ meta }) => meta.subBank))).toEqual(new Set([null]));
  });

  it.each(WEEK_PAPERS)(
    '$subBank asks 2/2/4/2/2/1/2 of the fields and 5/6/4 of the levels',
    ({ subBank, blueprint }) => {
      const sum = (lines: typeof blueprint) => lines.reduce((all, { count }) => all + count, 0);
      const byField = FIELDS.map((topic) => sum(blueprint.filter((line) => line.topic === topic)));
      const byLevel = [1, 2, 3].map((level) => sum(blueprint.filter((line) => line.level === level)));
      expect([byField, byLevel]).toEqual([
        [2, 2, 4, 2, 2, 1, 2],
        [5, 6, 4],
      ]);
      const part = published.filter(({ meta }) => meta.subBank === subBank);
      const rules = { subBank, blueprint, shuffleItems: true, shuffleOptions: true, avoidSeenItems: true };
      expect(checkBlueprint(poolOf(part), rules)).toEqual([]);
      for (const { topic, level, count } of blueprint) {
        const cell = part.filter((item) => item.topic === topic && item.meta.level === level);
        expect({ topic, level, enough: cell.length >= 2 * count }).toEqual({ topic, level, enough: true });
      }
      // What no line reaches would never be asked.
      for (const { title, topic, meta } of part) {
        const isAsked = blueprint.some((line) => line.topic === topic && line.level === meta.level);
        expect({ title, isAsked }).toEqual({ title, isAsked: true });
      }
    },
  );

  it('never bring into one paper what answers each other: questions of one fact, and those that say so', () => {
    const together = published.flatMap((item, at) =>
      published
        .slice(at + 1)
        .filter((other) => answerEachOther(item, other) && mayMeet(item, other))
        .map((other) => `${item.title} ${other.title}`),
    );
    expect(together).toEqual([]);
    const titles = new Set(items.map(({ title }) => title));
    for (const { meta } of items) for (const title of meta.notWith) expect(titles).toContain(title);
  });

  it('are as the documentation of the bank shows them', () => {
    const doc = readFileSync('docs/question-bank.md', 'utf8');
    const shown = /<!-- bank-report -->\n\n([\s\S]*?)\n\n<!-- \/bank-report -->/.exec(doc)?.[1];
    expect(shown).toBe(bankReport(items, { today: BANK_READ_ON, papers: 10_000 }));
  });
});

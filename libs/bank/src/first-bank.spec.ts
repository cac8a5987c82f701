import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkBank, checkBlueprint, drawPaper, normalizeLines, preparePool, type BlueprintCell } from '#domain';
import { checkedItemOf, readGift } from './gift.js';

const TEXT = readFileSync(new URL('../../../apps/cli/src/seeds/bank.cchc-first.gift', import.meta.url), 'utf8');
const { items, refused } = readGift(TEXT);
const countBy = (values: (string | number | null)[]): Record<string, number> =>
  Object.fromEntries(
    [...new Set(values)].map((value) => [String(value), values.filter((other) => other === value).length]),
  );

/** A real paper of 15: per field how many of level 1, 2 and 3. */
const BLUEPRINT: Record<string, [number, number, number]> = {
  'chi-dao-dieu-hanh': [1, 1, 0],
  'the-che': [1, 1, 0],
  'thu-tuc-hanh-chinh': [1, 1, 2],
  'to-chuc-bo-may': [1, 1, 0],
  'che-do-cong-vu': [0, 1, 1],
  'tai-chinh-cong': [1, 0, 0],
  'chinh-quyen-so': [0, 1, 1],
};

describe('the first bank', () => {
  it('is read whole: 40 published questions with a code, a level, a source, facts and an explanation', () => {
    expect(refused).toEqual([]);
    expect(items).toHaveLength(40);
    expect(new Set(items.map(({ title }) => title)).size).toBe(40);
    for (const { title, topic, meta, generalFeedback } of items) {
      expect(title).toMatch(new RegExp(`^${topic}-\\d{2}$`));
      expect(meta).toMatchObject({
        status: 'published',
        mark: null,
        level: expect.any(Number),
        document: expect.any(String),
      });
      expect(meta.facts.length).toBeGreaterThan(0);
      expect(generalFeedback).not.toBeNull();
    }
  });

  it('passes its own checks without a warning, on the day it was written and a year later', () => {
    for (const today of ['2026-11-22', '2027-11-22']) {
      expect(checkBank(items.map(checkedItemOf), today)).toMatchObject({ items: [], faults: [] });
    }
  });

  it('spreads its keys: no letter more than one from even, the key longest no more often than chance', () => {
    const { keyPlaces, keyLongest } = checkBank(items.map(checkedItemOf), '2026-11-22');
    for (const { count, expected } of keyPlaces) expect(Math.abs(count - expected)).toBeLessThanOrEqual(1);
    expect(keyLongest.count).toBeLessThanOrEqual(keyLongest.expected);
  });

  it('has the mix of a paper of 15: field, kind and level', () => {
    expect(countBy(items.map(({ topic }) => topic))).toEqual({
      'chi-dao-dieu-hanh': 5,
      'the-che': 5,
      'thu-tuc-hanh-chinh': 11,
      'to-chuc-bo-may': 5,
      'che-do-cong-vu': 6,
      'tai-chinh-cong': 3,
      'chinh-quyen-so': 5,
    });
    expect(countBy(items.map(({ kind }) => kind))).toEqual({ single: 34, multiple: 3, true_false: 3 });
    expect(countBy(items.map(({ meta }) => meta.level))).toEqual({ 1: 13, 2: 16, 3: 11 });
    expect(items.filter(({ kind, options }) => kind === 'single' && options.length !== 4)).toEqual([]);
  });

  it('lets papers of 15 be drawn by field and level, 2/2/4/2/2/1/2 and 5/6/4, two in a row without a repeat', () => {
    const pool = preparePool(
      items.map(({ topic, kind, options, meta: { level } }, at) => {
        const fixedOptionOrder = kind === 'true_false';
        const place = { topic: topic!, level: level!, subBank: null };
        return { id: at + 1, itemId: at + 1, ...place, optionCount: options.length, fixedOptionOrder };
      }),
    );
    const byField = Object.entries(BLUEPRINT).map(([topic, levels]): BlueprintCell => {
      return { topic, level: null, count: levels.reduce((sum, count) => sum + count, 0) };
    });
    const byLevel = Object.entries(BLUEPRINT).flatMap(([topic, levels]) =>
      levels
        .map((count, at): BlueprintCell => ({ topic, level: (at + 1) as 1 | 2 | 3, count }))
        .filter((cell) => cell.count > 0),
    );
    const paper = { subBank: null, shuffleItems: true, shuffleOptions: true, avoidSeenItems: true };
    expect(byField.map(({ count }) => count)).toEqual([2, 2, 4, 2, 2, 1, 2]);
    expect(
      [1, 2, 3].map((level) =>
        byLevel.filter((cell) => cell.level === level).reduce((sum, { count }) => sum + count, 0),
      ),
    ).toEqual([5, 6, 4]);
    for (const blueprint of [byField, byLevel]) {
      expect(checkBlueprint(pool, { ...paper, blueprint })).toEqual([]);
      expect(drawPaper({ pool, rules: { ...paper, blueprint }, seed: 'a', seen: new Set() }).items).toHaveLength(15);
    }
    const seen = new Set<number>();
    for (const seed of ['a', 'b']) {
      const { itemIds } = drawPaper({ pool, rules: { ...paper, blueprint: byField }, seed, seen });
      expect(itemIds.filter((id) => seen.has(id))).toEqual([]);
      for (const id of itemIds) seen.add(id);
    }
  });

  it('takes at most two questions from one fact', () => {
    const firstFacts = items.map(({ meta }) => meta.facts[0]!);
    expect(Math.max(...Object.values(countBy(firstFacts)))).toBeLessThanOrEqual(2);
  });

  it('explains in two sentences that name the document', () => {
    for (const { generalFeedback, meta } of items) {
      expect(generalFeedback!.split(/(?<=\.)\s+(?=\p{Lu}|“)/u)).toHaveLength(2);
      expect(generalFeedback).toContain(meta.document);
      const article = /^Đ(\d+)/.exec(meta.article ?? '')?.[1];
      if (article !== undefined) expect(generalFeedback).toMatch(new RegExp(`Điều ${article}\\b`));
    }
  });

  it('writes as papers do: NFC, "Ủy", no short forms, no blank before a question mark', () => {
    expect(TEXT).toBe(TEXT.normalize('NFC'));
    for (const item of items) {
      const shown = [item.stem, item.generalFeedback!, ...item.options.map(({ text }) => text)];
      for (const text of shown) {
        expect(text).toBe(normalizeLines(text));
        expect(text).not.toMatch(/UBND|HĐND|TTHC|CCHC|CBCC|DVC|\bNĐ \d|Uỷ|uỷ| \?|\.\.|,,/);
      }
      expect(item.stem).toMatch(item.kind === 'true_false' ? /\.$/ : /\?$/);
      for (const { text } of item.options) expect(text).toMatch(/^\p{Lu}|^\d/u);
    }
  });
});

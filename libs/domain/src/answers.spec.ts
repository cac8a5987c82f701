import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  answeredCount,
  applyChanges,
  canonicalAnswers,
  changesToMasks,
  judgePrediction,
  maskToOptions,
  paperShape,
  toCanonicalMask,
  toShownMask,
  type Change,
} from './answers.js';
import { DomainError } from './errors.js';
import { decodeOrder, encodeOrder, orderCount } from './option-order.js';

/** Single of four, true-false, several of five. */
const SHAPE = '42e';

describe('paperShape', () => {
  it('is one character per position', () => {
    expect(
      paperShape([
        { kind: 'single', optionCount: 4 },
        { kind: 'true_false', optionCount: 2 },
        { kind: 'multiple', optionCount: 5 },
      ]),
    ).toBe(SHAPE);
    expect(paperShape([2, 3, 4, 5, 6].map((optionCount) => ({ kind: 'multiple', optionCount })))).toBe('bcdef');
    expect(paperShape([2, 3, 4, 5, 6].map((optionCount) => ({ kind: 'single', optionCount })))).toBe('23456');
  });

  it.each([1, 7, NaN])('refuses %d options', (optionCount) => {
    expect(() => paperShape([{ kind: 'single', optionCount }])).toThrow(RangeError);
  });
});

describe('changesToMasks', () => {
  it('turns shown numbers into bits, in the order sent', () => {
    const changes = [
      { position: 3, options: [5, 1] },
      { position: 1, options: [3] },
      { position: 2, options: [] },
    ];
    expect(changesToMasks(changes, SHAPE)).toEqual({ positions: [3, 1, 2], masks: [0b10001, 0b100, 0] });
    expect(changesToMasks([], SHAPE)).toEqual({ positions: [], masks: [] });
  });

  it.each([
    ['position 0', [{ position: 0, options: [1] }], 0, 'position_unknown'],
    ['a position after the last', [{ position: 4, options: [1] }], 4, 'position_unknown'],
    ['half a position', [{ position: 1.5, options: [1] }], 1.5, 'position_unknown'],
    ['no number for a position', [{ position: NaN, options: [1] }], null, 'position_unknown'],
    [
      'one position twice',
      [
        { position: 1, options: [1] },
        { position: 1, options: [2] },
      ],
      1,
      'position_repeated',
    ],
    ['option 0', [{ position: 1, options: [0] }], 1, 'option_unknown'],
    ['an option after the last', [{ position: 1, options: [5] }], 1, 'option_unknown'],
    ['the third option of true-false', [{ position: 2, options: [3] }], 2, 'option_unknown'],
    ['half an option', [{ position: 1, options: [1.5] }], 1, 'option_unknown'],
    ['two options where one may be chosen', [{ position: 1, options: [1, 2] }], 1, 'several_options'],
    ['one option twice', [{ position: 3, options: [1, 1] }], 3, 'option_repeated'],
    [
      'a wrong change after a right one',
      [
        { position: 1, options: [1] },
        { position: 3, options: [6] },
      ],
      3,
      'option_unknown',
    ],
  ] as [string, Change[], number | null, string][])('refuses %s', (_case, changes, position, reason) => {
    let refusal: unknown;
    try {
      changesToMasks(changes, SHAPE);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(DomainError);
    expect((refusal as DomainError).code).toBe('ANSWER_NOT_IN_PAPER');
    expect((refusal as DomainError).details).toEqual({ position, reason });
  });

  it('accepts exactly the answers that the paper allows, and gives them back', () => {
    const shapes = fc.string({ unit: fc.constantFrom(...'23456bcdef'), minLength: 1, maxLength: 8 });
    const change = fc.record({
      position: fc.integer({ min: 0, max: 9 }),
      options: fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(shapes, fc.array(change, { maxLength: 6 }), (shape, changes) => {
        const lawful = changes.every(({ position, options }, i) => {
          const sign = shape[position - 1];
          if (sign === undefined) return false;
          const count = '23456'.includes(sign) ? Number(sign) : '..bcdef'.indexOf(sign);
          return (
            changes.findIndex((other) => other.position === position) === i &&
            new Set(options).size === options.length &&
            options.every((option) => option >= 1 && option <= count) &&
            (options.length <= 1 || 'bcdef'.includes(sign))
          );
        });
        if (!lawful) {
          expect(() => changesToMasks(changes, shape)).toThrow(DomainError);
          return;
        }
        const { positions, masks } = changesToMasks(changes, shape);
        expect(positions).toEqual(changes.map(({ position }) => position));
        expect(masks.map(maskToOptions)).toEqual(changes.map(({ options }) => [...options].sort()));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the sheet', () => {
  it('takes changes by position and leaves the old sheet as it was', () => {
    const sheet = [1, 2, 4];
    const changed = applyChanges(sheet, { positions: [3, 1], masks: [16, 0] });
    expect(changed).toEqual([0, 2, 16]);
    expect(sheet).toEqual([1, 2, 4]);
  });

  it('counts what is answered', () => {
    expect(answeredCount([4, 0, 17])).toBe(2);
    expect(answeredCount([])).toBe(0);
  });

  it('has one canonical text, which tells any two sheets and attempts apart', () => {
    expect(canonicalAnswers('0190AB', [4, 0, 17])).toBe('thi-cchc-answers-1\n0190ab\n4,0,17');
    const sheet = fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.uuid(), sheet, sheet, (id, a, b) => {
        fc.pre(a.length > 0 && b.length > 0);
        expect(canonicalAnswers(id, a) === canonicalAnswers(id, b)).toBe(a.join() === b.join());
      }),
    );
  });
});

describe('toCanonicalMask', () => {
  it.each([
    ['the first shown is the third as written', 0b001, [2, 0, 1], 0b100],
    ['the second shown is the first as written', 0b010, [2, 0, 1], 0b001],
    ['two options', 0b011, [2, 0, 1], 0b101],
    ['nothing', 0, [2, 0, 1], 0],
    ['as written', 0b1010, [0, 1, 2, 3], 0b1010],
  ])('%s', (_case, shown, order, canonical) => {
    expect(toCanonicalMask(shown, encodeOrder(order), order.length)).toBe(canonical);
  });

  it('chooses what was clicked: the same options, for every order and every choice', () => {
    for (const optionCount of [2, 3, 4, 5]) {
      for (let code = 0; code < orderCount(optionCount); code++) {
        const order = decodeOrder(code, optionCount);
        for (let shown = 0; shown < 1 << optionCount; shown++) {
          const clicked = maskToOptions(shown).map((number) => order[number - 1]! + 1);
          const written = toCanonicalMask(shown, code, optionCount);
          expect(maskToOptions(written)).toEqual(clicked.sort());
          expect(toShownMask(written, code, optionCount)).toBe(shown);
        }
      }
    }
  });
});

describe('judgePrediction', () => {
  const rule = { subject: 'attempts', min: 10, max: 20, whichCounts: 'last' } as const;
  it.each([
    ['the least', rule, 10, null],
    ['the most', rule, 20, null],
    ['below', rule, 9, 'PREDICTION_OUT_OF_RANGE'],
    ['above', rule, 21, 'PREDICTION_OUT_OF_RANGE'],
    ['a fraction', rule, 10.5, 'PREDICTION_OUT_OF_RANGE'],
    ['NaN', rule, NaN, 'PREDICTION_OUT_OF_RANGE'],
    ['none sent', rule, undefined, 'PREDICTION_REQUIRED'],
    ['null sent', rule, null, 'PREDICTION_REQUIRED'],
    ['none asked, none sent', null, undefined, null],
    ['none asked, null sent', null, null, null],
    ['none asked, one sent', null, 10, 'PREDICTION_NOT_ASKED'],
    ['none asked, zero sent', null, 0, 'PREDICTION_NOT_ASKED'],
  ])('%s', (_case, asked, prediction, code) => {
    expect(judgePrediction(asked, prediction)?.code ?? null).toBe(code);
  });

  it('tells the range', () => {
    expect(judgePrediction(rule, 0)?.details).toEqual({ min: 10, max: 20 });
  });
});

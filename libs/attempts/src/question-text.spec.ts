import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderCount } from '#domain';
import { QuestionText } from './question-text.js';
import { showQuestion, type ShownQuestion } from './question-view.js';

/** Texts as PostgreSQL keeps them: with anything but NUL, and with what looks like JSON or like our own marks. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }).map((any) => any.replaceAll('\0', '')),
  fc.constantFrom('', '"', '\\', '\\u0000', '["\\u0000"]', '"\\u0000","\\u0000"', '{"position":0', 'Bộ Nội vụ', '😀'),
);
const media = fc.option(fc.constant('/api/media/0a'));
const question = fc.integer({ min: 2, max: 6 }).chain((count): fc.Arbitrary<ShownQuestion> => {
  const options = fc.array(text, { minLength: count, maxLength: count });
  return fc.record({
    ...{ kind: fc.constantFrom('single', 'multiple'), stem: text, options, editorMark: fc.option(text), audio: media },
    pictures: fc.array(fc.record({ url: fc.constant('/api/media/1b'), alt: text }), { maxLength: 2 }),
    wordings: fc.array(fc.record({ language: text, languageTitle: text, stem: text, options, audio: media }), {
      maxLength: 2,
    }),
  });
});

describe('QuestionText', () => {
  it('says in every order and place the same as the question shown there', () => {
    const sheet = fc.array(fc.tuple(question, fc.nat()), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sheet, (asked) => {
        const questions = asked.map(([one, number]) => ({ one, order: number % orderCount(one.options.length) }));
        const answer: Uint8Array[] = [];
        questions.forEach(({ one, order }, place) => new QuestionText(one).addTo(answer, place, order));
        expect(JSON.parse(`[${Buffer.concat(answer).toString('utf8')}]`)).toEqual(
          JSON.parse(JSON.stringify(questions.map(({ one, order }, place) => showQuestion(one, place + 1, order)))),
        );
      }),
    );
  });
});

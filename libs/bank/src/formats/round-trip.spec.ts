import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  BANK_FORMATS,
  READ_BANK_FORMATS,
  readBankFile,
  type BankFormat,
  type BankFormatName,
  type FileQuestion as Question,
} from './index.js';

const WORDS = [
  'Nghị định',
  'thủ tục',
  'Ủy ban',
  'người dân',
  '“một cửa”',
  '15 ngày',
  'khoản 2',
  'Đắk Lắk',
  'ước; thuế',
];
/** Signs that one format or another gives a meaning. */
const SIGNS = ['=', '~', '#', '{x}', '\\', 'a:b', '%50%', '<b>', '&amp;', '"', "'", '//', ']]>', '\\n', '-1', '@', '|'];
const words = (extra: string[] = []) =>
  fc
    .array(fc.constantFrom(...WORDS, ...SIGNS, ...extra), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(' '));
const day = fc.constantFrom('2026-07-01', '2010-06-08', '2028-02-29');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const question = fc
  .record({
    stem: fc
      .array(words(['?']), { minLength: 1, maxLength: 3 })
      .map((lines) => lines.map((line) => `Hỏi ${line}`).join('\n')),
    texts: fc.uniqueArray(words(), { minLength: 2, maxLength: 6 }),
    keys: fc.integer({ min: 1, max: 62 }),
    isTrueFalse: fc.boolean(),
    topic: fc.constantFrom('the-che', 'Cải cách thể chế', 'Lịch sử'),
    level: fc.constantFrom(1, 2, 3) as fc.Arbitrary<1 | 2 | 3>,
    explanation: maybe(fc.array(words(), { minLength: 1, maxLength: 2 }).map((lines) => lines.join('\n'))),
    document: maybe(fc.constantFrom('63/2010/NĐ-CP', 'Luật Cán bộ, công chức', '=1+1', "'=x")),
    date: maybe(day),
    article: maybe(fc.constantFrom('khoản 1 Điều 3', 'điểm a: khoản 2')),
    validFrom: maybe(fc.constant('2020-01-01')),
    validTo: maybe(day),
    subBank: maybe(fc.constantFrom('tuan-1', 'tuan-2')),
    mark: maybe(fc.constant('chờ đối chiếu văn bản gốc')),
  })
  .map(({ texts, keys, isTrueFalse, validFrom, validTo, ...rest }): Omit<Question, 'code' | 'row' | 'label'> => {
    const options = isTrueFalse
      ? ['Đúng', 'Sai'].map((text, i) => ({ text, right: i === keys % 2 }))
      : texts.map((text, i) => ({ text, right: (keys & (1 << i)) !== 0 || keys % texts.length === i }));
    const isMultiple = !isTrueFalse && options.filter(({ right }) => right).length > 1;
    const window = { validFrom: validTo !== null && validTo < '2020' ? null : validFrom, validTo };
    return { ...rest, ...window, options, kind: isTrueFalse ? 'true_false' : isMultiple ? 'multiple' : 'single' };
  });
const bank = fc
  .array(question, { minLength: 1, maxLength: 8 })
  .map((list) => list.map((one, i): Question => ({ ...one, row: i + 1, label: null, code: `the-che-${i + 1}` })));

/** What a format can say of a question. */
const said = (name: BankFormatName, { row, label, ...question }: Question): object => {
  void row;
  void label;
  if (name !== 'aiken') return question;
  return { stem: question.stem.replaceAll('\n', ' '), options: question.options, kind: question.kind };
};

describe.each(READ_BANK_FORMATS)('%s written and read again', (name) => {
  const { fits = () => true, write } = BANK_FORMATS[name] as BankFormat;
  it('gives the same questions, whatever signs stand in them', async () => {
    await fc.assert(
      fc.asyncProperty(bank, async (questions) => {
        const kept = questions.filter(fits);
        fc.pre(kept.length > 0);
        const { questions: read, faults } = await readBankFile(name, await write(kept));
        expect(faults).toEqual([]);
        expect(read.map((one) => said(name, one))).toEqual(kept.map((one) => said(name, one)));
      }),
      { numRuns: name === 'xlsx' ? 15 : 60 },
    );
  });
});

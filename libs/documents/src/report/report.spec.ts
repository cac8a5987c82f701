import { describe, expect, it } from '@jest/globals';
import { contradictionsOf, type ReportData } from '#domain';
import type { Block, Table } from '../official-document.js';
import { checkFigures } from './check-figures.js';
import { fact, factsOf, formatRatio, pen } from './figures.js';
import { reportDocument, type ReportDraft } from './report-document.js';
import { nghean } from './report.fixture.js';

const blocksOf = ({ document }: ReportDraft): Block[] => [
  ...document.body,
  ...document.annexes.flatMap(({ body }) => body),
];
const textOf = (draft: ReportDraft): string =>
  blocksOf(draft)
    .flatMap((block) => (block.block === 'paragraph' || block.block === 'heading' ? [block.text] : []))
    .join('\n');
const tableOf = (draft: ReportDraft, id: string): Table =>
  blocksOf(draft).find((block): block is Table => block.block === 'table' && block.id === id)!;

describe('the report of 2019', () => {
  const draft = reportDocument(nghean());

  it('says 81,98% and 42,34%, never the 41,34% that was printed', () => {
    expect(textOf(draft)).toContain(
      'Kết thúc cuộc thi, có 182/222 đơn vị, địa phương tham gia (chiếm tỷ lệ 81,98%); có 240.659 lượt thi, trong đó có ' +
        '101.907 lượt thi đạt điểm tối đa (15/15 điểm) (chiếm tỷ lệ 42,34%).',
    );
    expect(textOf(draft)).not.toContain('41,34');
  });

  it('tells persons from attempts', () => {
    expect(textOf(draft)).toContain(
      'Có 138.000 người tham gia, với 240.659 lượt dự thi (bình quân 1,74 lượt/người) và có 81.000 người dự thi trả lời đúng tất cả câu hỏi (chiếm tỷ lệ 58,70% số người).',
    );
  });

  it('has the sections I to V, the tables and the annexes', () => {
    const heads = draft.document.body.flatMap((block) =>
      block.block === 'heading' && block.level === 1 ? [block.text] : [],
    );
    expect(heads).toEqual([
      ...['I. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC', 'II. KẾT QUẢ', 'III. ĐÁNH GIÁ', 'IV. KHEN THƯỞNG', 'V. KIẾN NGHỊ'],
    ]);
    const tables = blocksOf(draft).flatMap((block) => (block.block === 'table' ? [block.id] : []));
    expect(tables).toEqual([
      ...['units-taking-part', 'persons-and-attempts', 'distribution', 'audiences', 'groups', 'items'],
      ...['units', 'silent-units', 'days'],
    ]);
    expect(draft.document.annexes.map(({ number }) => number)).toEqual(['Phụ lục I', 'Phụ lục II', 'Phụ lục III']);
    expect(tableOf(draft, 'silent-units').rows).toHaveLength(40);
    expect(tableOf(draft, 'units').rows).toHaveLength(222);
  });

  it('keeps shares as their two counts and rows as long as their columns', () => {
    for (const block of blocksOf(draft)) {
      if (block.block !== 'table') continue;
      for (const row of block.rows) {
        expect([block.id, row.length]).toEqual([block.id, block.columns.length]);
        row.forEach((cell, i) => {
          const { kind } = block.columns[i]!;
          const isPair = kind === 'percent' || kind === 'ratio';
          if (cell !== null) expect([block.id, i, typeof cell]).toEqual([block.id, i, isPair ? 'object' : typeof cell]);
        });
      }
    }
    expect(tableOf(draft, 'units-taking-part').rows.at(-1)).toEqual([
      ...['Cộng', 222, 182, 40],
      { numerator: 182, denominator: 222 },
    ]);
  });

  it('says of questions only what was asked often enough', () => {
    expect(tableOf(draft, 'items').rows.map(([, code]) => code)).toEqual(['C-001', 'C-002']);
  });

  it('is proved', () => {
    expect(contradictionsOf(nghean())).toEqual([]);
    expect(checkFigures(draft, nghean())).toEqual([]);
    expect(draft.sentences.flatMap(({ figures }) => figures).length).toBeGreaterThan(30);
  });
});

describe('a report is not given out', () => {
  const shaken = (change: (data: ReportData) => void) => {
    const data = nghean();
    change(data);
    return data;
  };

  it.each<[string, (draft: ReportDraft) => void]>([
    [
      'when a printed figure was changed',
      ({ sentences }) => {
        const one = sentences.find(({ text }) => text.includes('81,98%'))!;
        one.text = one.text.replace('81,98%', '82,00%');
      },
    ],
    [
      'when a sentence with a figure of nowhere was put in',
      ({ document }) => void document.body.push({ block: 'paragraph', text: 'Có 12 đơn vị.' }),
    ],
    [
      'when the sentence of the document is not the one that was proved',
      ({ document }) => {
        for (const block of document.body)
          if (block.block === 'paragraph') block.text = block.text.replace('42,34%', '41,34%');
      },
    ],
    ['when the sentence on participation is gone', ({ document }) => void document.body.splice(0)],
  ])('%s', (_when, change) => {
    const draft = reportDocument(nghean());
    change(draft);
    expect(checkFigures(draft, nghean())).not.toEqual([]);
  });

  it.each<[string, (data: ReportData) => void]>([
    ['attempts by unit', ({ units }) => void (units[0]!.counters.attempts += 1)],
    ['attempts by score', ({ distribution }) => void (distribution.total += 1)],
    ['silent units of the list', ({ units }) => void (units[221]!.status = 'took_part')],
    ['attempts by round', ({ rounds }) => void (rounds[0]!.attempts -= 1)],
    ['attempts by day', ({ days }) => void days.pop()],
    ['persons among attempts', ({ total }) => void (total.persons = total.attempts + 1)],
  ])('when counts contradict each other: %s', (what, change) => {
    const data = shaken(change);
    expect(contradictionsOf(data).join('; ')).toContain(what);
    expect(checkFigures(reportDocument(data), data)).not.toEqual([]);
  });
});

describe('a report of little', () => {
  const blank = (): ReportData => {
    const data = nghean();
    const none = { persons: 0, attempts: 0, fullMarksAttempts: 0, fullMarksPersons: 0 };
    const distribution = {
      bands: data.distribution.bands.map((band) => ({ ...band, attempts: 0 })),
      total: 0,
      zero: 0,
    };
    return {
      ...{ ...data, total: none, units: [], groups: [], days: [], rounds: [], audiences: [], items: [], distribution },
      ...{ counted: { attempts: 0, score: 0 }, participation: { invited: 0, tookPart: 0, silent: 0 } },
    };
  };

  it('has no share where nothing is below the line', () => {
    const draft = reportDocument(blank());
    expect(checkFigures(draft, blank())).toEqual([]);
    expect(textOf(draft)).toContain('không có đơn vị, địa phương nào trong danh sách mời; chưa có lượt thi nào.');
    expect(textOf(draft)).not.toMatch(/0,00%|NaN|–%/);
  });

  it('says of a contest under way when it was counted, and tells no wording where the bank was lent', () => {
    const data = { ...nghean(), isOver: false, items: null };
    const draft = reportDocument(data);
    expect(textOf(draft)).toContain('Tính đến 03/06/2019 09:00, có 182/222');
    expect(tableOf(draft, 'items')).toBeUndefined();
    expect(checkFigures(draft, data)).toEqual([]);
  });

  it('of a round is compared with the round before it', () => {
    const data: ReportData = {
      ...nghean(),
      field: { ...nghean().field, kind: 'round', id: 2, title: 'Tuần 2' },
      before: { title: 'Tuần 1', persons: 100_000, attempts: 200_000, fullMarksAttempts: 1, fullMarksPersons: 1 },
    };
    expect(textOf(reportDocument(data))).toContain(
      'So với Tuần 1 (100.000 người, 200.000 lượt), số người bằng 138,00%, số lượt bằng 120,33%.',
    );
  });

  it('leaves prizes that it was not given to people, and does not say that there are none', () => {
    const text = textOf(reportDocument(nghean()));
    expect(text).toContain('[Ban Tổ chức bổ sung: danh sách giải cá nhân, giải tập thể theo kết quả đã công bố]');
    expect(text).not.toContain('chưa có kết quả');
  });

  it('names who has prizes', () => {
    const prize = { title: 'Giải Nhất', fieldTitle: 'Tuần 1', groupTitle: null };
    const data: ReportData = {
      ...nghean(),
      prizes: [
        {
          ...{ ...prize, to: 'person' },
          winners: [{ rank: 1, name: 'Lò Thị Ính', unitName: 'Sở Nội vụ', result: '15 điểm' }],
        },
        { ...{ ...prize, to: 'unit' }, winners: [{ rank: 1, name: 'Sở Nội vụ', unitName: null, result: '92 điểm' }] },
      ],
    };
    const draft = reportDocument(data);
    expect(textOf(draft)).toContain('có 1 giải cá nhân và 1 giải tập thể.');
    expect(tableOf(draft, 'prizes-of-persons').rows[0]).toContain('Lò Thị Ính');
    expect(tableOf(draft, 'prizes-of-units').rows[0]).toContain('Sở Nội vụ');
    expect(checkFigures(draft, data)).toEqual([]);
  });
});

describe('the pen', () => {
  const { say, count } = pen(factsOf(nghean()));

  it('refuses a digit that no figure accounts for, and a path that leads nowhere', () => {
    expect(() => say`có 182 đơn vị`).toThrow('a figure of nowhere');
    expect(() => count('participation.nobody')).toThrow('no figure at');
    expect(say`Tuần ${fact('1')} có ${count('participation.tookPart')} đơn vị`).toEqual({
      text: 'Tuần 1 có 182 đơn vị',
      figures: [{ kind: 'count', of: ['participation.tookPart'], text: '182', at: 10 }],
    });
  });

  it.each([
    [240_659, 139_000, '1,73'],
    [5, 2, '2,50'],
    [1, 3, '0,33'],
    [2, 3, '0,67'],
    [0, 9, '0,00'],
    [9, 0, '–'],
  ])('writes %p to %p as %p', (many, one, text) => {
    expect(formatRatio(many, one)).toBe(text);
  });
});

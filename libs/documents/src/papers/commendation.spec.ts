import { describe, expect, it } from '@jest/globals';
import { documentLook } from '../files/document-look.js';
import { commendationProposal, type CommendationPaper, type ProposedRow } from './commendation.js';

const UNIT: ProposedRow = { name: 'Sở Nội vụ', post: null, unitName: null, reason: 'Xếp hạng 1/12', untrue: [] };
const PERSON: ProposedRow = {
  name: 'H’Hen Niê',
  post: null,
  unitName: 'Xã Ea H’leo',
  reason: 'Đạt Giải Nhì',
  untrue: [],
};
const paper = (changes: Partial<CommendationPaper> = {}): CommendationPaper => ({
  ...{ title: 'Tìm hiểu cải cách hành chính', agency: null, managingAgency: null, isSample: false },
  ...{ form: 'commendation', formWords: null, authority: 'Giám đốc Sở Nội vụ', bases: ['Kế hoạch số 315/KH-UBND'] },
  participation: { invited: 222, tookPart: 182, persons: 120_102, attempts: 240_659 },
  ...{ persons: [PERSON], units: [UNIT] },
  ...changes,
});
const look = (changes: Partial<CommendationPaper> = {}) => documentLook(commendationProposal(paper(changes)));
const textOf = (changes: Partial<CommendationPaper> = {}) =>
  look(changes).body.flatMap((block) => (block.block === 'table' ? [] : block.text));
const tableOf = (changes: Partial<CommendationPaper>, annex: number) => {
  const block = look(changes).annexes[annex]!.body[0]!;
  return block.block === 'table' ? block : null;
};

describe('a tờ trình that proposes commendation', () => {
  it('goes to who decides, rests on the law and its papers, and tells counts beside the share', () => {
    const { kind, subject, recipients } = look();
    expect([kind, recipients]).toEqual(['TỜ TRÌNH', ['Kính gửi: Giám đốc Sở Nội vụ']]);
    expect(subject).toBe(
      'Về việc đề nghị tặng Giấy khen cho tập thể, cá nhân đạt thành tích trong Cuộc thi Tìm hiểu cải cách hành chính',
    );
    expect(textOf()).toEqual(
      expect.arrayContaining([
        'Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15;',
        'Căn cứ Kế hoạch số 315/KH-UBND.',
        'Cuộc thi có 182/222 đơn vị, địa phương tham gia (chiếm tỷ lệ 81,98%); có 120.102 người dự thi với 240.659 lượt thi.',
        '- 01 tập thể (Phụ lục I);',
        '- 01 cá nhân (Phụ lục II);',
      ]),
    );
    expect(textOf({ participation: { invited: 0, tookPart: 0, persons: 3, attempts: 4 } })).toContain(
      'Cuộc thi có 3 người dự thi với 4 lượt thi.',
    );
  });

  it('has no annex for nobody, and one annex has no number', () => {
    const { annexes, subject } = look({ units: [], form: 'other', formWords: 'Thư khen', isSample: true });
    expect(annexes.map(({ number, title }) => [number, title])).toEqual([
      ['Phụ lục', 'Danh sách cá nhân đề nghị tặng Thư khen'],
    ]);
    expect(subject).toMatch(/Thư khen cho cá nhân .+ \(dữ liệu mẫu\)$/);
  });

  it('says beside a line what is no longer true, and has that column only where something is', () => {
    expect(tableOf({}, 1)!.columns).toEqual(['STT', 'Họ và tên', 'Chức vụ', 'Đơn vị', 'Thành tích']);
    const untrue = ['Không còn Giải Nhì, Tuần 1 theo bản công bố hiện hành.'];
    const table = tableOf({ persons: [PERSON, { ...PERSON, post: 'Chuyên viên', untrue }] }, 1)!;
    expect(table.columns.at(-1)).toBe('Không còn đúng');
    expect(table.rows).toEqual([
      ['1', 'H’Hen Niê', '', 'Xã Ea H’leo', 'Đạt Giải Nhì', ''],
      ['2', 'H’Hen Niê', 'Chuyên viên', 'Xã Ea H’leo', 'Đạt Giải Nhì', untrue[0]],
    ]);
    expect(tableOf({}, 0)!.columns).toEqual(['STT', 'Tên tập thể', 'Thành tích']);
  });
});

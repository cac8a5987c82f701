import { describe, expect, it } from '@jest/globals';
import { planInvitations, readInvitationList, type InvitedUnit } from './invitation-list.js';

const table = (...lines: string[]) =>
  lines.map((line, at) => ({ row: at + 1, cells: line.split('|').map((cell) => cell.trim()) }));
const unit = (id: number, code: string, changes: Partial<InvitedUnit> = {}): InvitedUnit => ({
  ...{ id, code, name: `Xã ${code}`, parentName: null, hasManager: false, deputies: [] },
  ...changes,
});

describe('reading whom to invite', () => {
  it('finds the columns under titles, in any order, in NFC, and gives a phone its 0 back', () => {
    const { rows, faults } = readInvitationList(
      table(
        'DANH SÁCH ĐẦU MỐI',
        'STT | Số điện thoại | Họ và tên | Đơn vị | MÃ ĐƠN VỊ* | Phó',
        '1 | 912345678 | ' + 'H’Hen Niê'.normalize('NFD') + ' | Sở Nội vụ | 01 |',
        '2 | 0912 345 679 | | | 02 | x',
        '3 | | | | 03 | Không',
      ),
    );
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      { row: 3, unitCode: '01', fullName: 'H’Hen Niê'.normalize('NFC'), phone: '+84912345678', isDeputy: false },
      { row: 4, unitCode: '02', fullName: null, phone: '+84912345679', isDeputy: true },
      { row: 5, unitCode: '03', fullName: null, phone: null, isDeputy: false },
    ]);
  });

  it.each([
    ['no code', '| An |', 'Thiếu mã đơn vị.'],
    ['a formula for a name', '01 | =1+1 |', 'Họ tên chưa đúng.'],
    ['a phone that is none', '01 | An | 12345', 'Số điện thoại chưa đúng.'],
    ['a hidden letter', '01 | A\u200Bn |', 'Có ký tự ẩn; hãy gõ lại thay vì dán.'],
  ])('tells the row with %s', (_, line, message) => {
    const { rows, faults } = readInvitationList(table('Mã | Họ tên | SĐT', line, '02 | |'));
    expect(faults).toEqual([{ row: 2, message }]);
    expect(rows).toHaveLength(1);
  });

  it('says that the column of codes is missing', () => {
    expect(readInvitationList(table('Tên | SĐT', 'An | 0912345678')).faults).toEqual([
      { row: 1, message: 'Không thấy cột “Mã đơn vị” ở đầu danh sách.' },
    ]);
    expect(readInvitationList([]).faults).toHaveLength(1);
  });
});

describe('judging whom to invite', () => {
  const row = (n: number, unitCode: string, changes: object = {}) => ({
    ...{ row: n, unitCode, fullName: null, phone: null, isDeputy: false },
    ...changes,
  });
  const deputy = (phone: string | null) => ({ phone, isDeputy: true });

  it('leaves units alone that have an invitation, and finds a code that lost its noughts', () => {
    const units = [unit(1, '00123'), unit(2, '40', { hasManager: true }), unit(3, '7'), unit(4, '007')];
    const plan = planInvitations([row(2, '123'), row(3, '40'), row(4, '7'), row(5, '07')], units);
    expect(plan.wanted.map((wanted) => wanted.unit.id)).toEqual([1, 3]);
    expect(plan.existing).toBe(1);
    expect(plan.faults).toEqual([{ row: 5, message: 'Cuộc thi không mời đơn vị nào mang mã 07.' }]);
  });

  it('takes one manager a unit, and deputies with a phone up to five', () => {
    const units = [unit(1, '1', { deputies: ['+84900000001'] })];
    const rows = [
      ...[row(2, '1'), row(3, '1'), row(4, '1', deputy(null)), row(5, '1', deputy('+84900000001'))],
      ...[2, 3, 4, 5, 6].map((n) => row(n + 4, '1', deputy(`+8490000000${n}`))),
    ];
    const plan = planInvitations(rows, units);
    expect(plan.wanted).toHaveLength(5);
    expect(plan.existing).toBe(1);
    expect(plan.faults).toEqual([
      { row: 3, message: 'Đơn vị 1 đã có ở dòng 2. Người thứ hai phải ghi là phó.' },
      { row: 4, message: 'Đầu mối phó phải có số điện thoại.' },
      { row: 10, message: 'Một đơn vị có nhiều nhất 5 đầu mối phó.' },
    ]);
  });
});

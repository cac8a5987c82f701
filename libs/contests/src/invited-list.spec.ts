import { describe, expect, it } from '@jest/globals';
import { readInvitedList } from './invited-list.js';

const table = (...rows: string[][]) => rows.map((cells, i) => ({ row: i + 1, cells }));

describe('a list of invited units', () => {
  it('has a code and perhaps a number of people, under a title or not', () => {
    const found = readInvitedList(
      table(
        ['DANH SÁCH ĐƠN VỊ'],
        ['TT', 'Mã đơn vị *', 'Tên', 'Số người'],
        ['1', '16681', 'Vinh', '1200'],
        ['2', '16690', 'Lam'],
      ),
    );
    expect(found).toEqual({
      rows: [
        { row: 3, code: '16681', headcount: 1200 },
        { row: 4, code: '16690', headcount: null },
      ],
      faults: [],
    });
  });

  it.each([
    [[''], 'thiếu mã đơn vị.'],
    [['16681', '1.200'], 'số người “1.200” phải là số nguyên dương, viết liền, không có dấu chấm.'],
    [['16681', '0'], 'số người “0” phải là số nguyên dương, viết liền, không có dấu chấm.'],
    [['16600'], 'đơn vị 16600 đã có ở dòng 2.'],
  ])('%j is a fault of its row', (cells, message) => {
    const { rows, faults } = readInvitedList(table(['Mã đơn vị', 'Số người'], ['16600', '5'], cells));
    expect(faults).toEqual([{ row: 3, message }]);
    expect(rows).toHaveLength(1);
  });

  it('without the column of codes is no list', () => {
    expect(readInvitedList(table(['Tên'], ['Vinh']))).toEqual({
      rows: [],
      faults: [{ row: 1, message: 'Không thấy cột “Mã đơn vị” ở đầu danh sách.' }],
    });
  });
});

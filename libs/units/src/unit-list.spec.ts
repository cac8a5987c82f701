import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readUnitList } from './unit-list.js';

const textOf = (name: string) => readFileSync(new URL(`../../../apps/cli/src/seeds/${name}`, import.meta.url), 'utf8');
const seed = (name: string) => readUnitList(textOf(name));
const HEAD = 'code,parent_code,level,kind,name,full_name,valid_from,valid_to,headcount,headcount_note';
const list = (...lines: string[]) => readUnitList([HEAD, ...lines].join('\n'));
const seen = (reading: ReturnType<typeof readUnitList>) =>
  reading.faults.map(({ row, column, code }) => `${row} ${column} ${code}`);

describe('reading a list of units', () => {
  it('reads every column', () => {
    expect(
      list(
        '40,,province,territorial,Nghệ An,Tỉnh Nghệ An,2019-01-01,,,',
        '16681,40,commune,territorial,Thành Vinh,,01/7/2025,,142,giả định',
      ),
    ).toEqual({
      faults: [],
      units: [
        {
          row: 2,
          code: '40',
          parentCode: null,
          level: 'province',
          kind: 'territorial',
          name: 'Nghệ An',
          fullName: 'Tỉnh Nghệ An',
          validFrom: '2019-01-01',
          validTo: null,
          headcount: null,
          headcountNote: null,
        },
        {
          row: 3,
          code: '16681',
          parentCode: '40',
          level: 'commune',
          kind: 'territorial',
          name: 'Thành Vinh',
          fullName: 'Thành Vinh',
          validFrom: '2025-07-01',
          validTo: null,
          headcount: 142,
          headcountNote: 'giả định',
        },
      ],
    });
  });

  it.each([
    ['semicolons, as Excel in Vietnamese writes', ';', '\n'],
    ['tabs, as pasted from a sheet', '\t', '\r\n'],
    ['Windows line ends', ',', '\r\n'],
  ])('%s', (_, delimiter, end) => {
    const text = ['\uFEFFcode,level,kind,name', '04,province,territorial,"Cao Bằng"', '', ',,,']
      .join(end)
      .replaceAll(',', delimiter);
    expect(readUnitList(text)).toMatchObject({ faults: [], units: [{ row: 2, code: '04', name: 'Cao Bằng' }] });
  });

  it('NFD, no-break spaces and stray blanks end at the edge; a quoted delimiter stays', () => {
    const [unit] = list('a ,, province ,agency," Sở Văn hóa,  Thể thao\u00a0và Du lịch "'.normalize('NFD')).units;
    expect(unit).toMatchObject({
      code: 'a',
      level: 'province',
      name: 'Sở Văn hóa, Thể thao và Du lịch'.normalize('NFC'),
    });
  });

  it.each([
    ['no name', ['1,,commune,territorial,,'], ['2 name VALUE_MISSING']],
    ['no code', [',,commune,territorial,An,'], ['2 code VALUE_MISSING']],
    ['an unknown kind', ['1,,commune,xã,An'], ['2 kind UNKNOWN_KIND']],
    ['an unknown parent', ['1,9,commune,territorial,An'], ['2 parent_code UNKNOWN_PARENT']],
    ['a day that does not exist', ['1,,commune,territorial,An,,2025-02-29'], ['2 valid_from BAD_DATE']],
    ['a month before the day', ['1,,commune,territorial,An,,,07/13/2025'], ['2 valid_to BAD_DATE']],
    ['an end on the first day', ['1,,commune,territorial,An,,2025-07-01,2025-07-01'], ['2 valid_to BAD_PERIOD']],
    ['a count with a dot', ['1,,commune,territorial,An,,,,240.659'], ['2 headcount BAD_NUMBER']],
    ['a negative count', ['1,,commune,territorial,An,,,,-5'], ['2 headcount BAD_NUMBER']],
    ['a zero-width letter', ['1,,commune,territorial,A\u200Bn'], ['2 name CONTROL_CHARACTERS']],
    [
      'a code twice',
      ['1,,commune,territorial,An', '2,,commune,territorial,Bo', '1,,commune,territorial,An'],
      ['4 code DUPLICATE_CODE'],
    ],
    ['its own parent', ['1,1,commune,territorial,An'], ['2 parent_code PARENT_CYCLE']],
    [
      'a circle of three, and one that hangs on it',
      ['1,2,a,virtual,A', '2,3,a,virtual,B', '3,1,a,virtual,C', '4,1,a,virtual,D'],
      ['2 parent_code PARENT_CYCLE', '3 parent_code PARENT_CYCLE', '4 parent_code PARENT_CYCLE'],
    ],
    [
      'several at once, by row',
      ['1,9,commune,territorial,', '2,,commune,agency,An,,x'],
      ['2 name VALUE_MISSING', '2 parent_code UNKNOWN_PARENT', '3 valid_from BAD_DATE'],
    ],
  ])('%s', (_, lines, expected) => {
    const reading = list(...lines);
    expect(seen(reading)).toEqual(expected);
    expect(reading.units.map(({ row }) => row)).toEqual(
      lines.map((_line, index) => index + 2).filter((row) => !reading.faults.some((fault) => fault.row === row)),
    );
  });

  it('a code may come back for another period, not for the same', () => {
    const rows = ['15,,province,territorial,Yên Bái,,,2025-07-01', '15,,province,territorial,Lào Cai,,2025-07-01,'];
    expect(list(...rows).faults).toEqual([]);
    expect(seen(list(...rows, '15,,province,territorial,Khác,,2024-01-01,2025-07-02'))).toEqual([
      '4 code DUPLICATE_CODE',
    ]);
  });

  it('a parent may be known already', () => {
    const text = 'code,parent_code,level,kind,name\n1,40,commune,territorial,An';
    expect(seen(readUnitList(text))).toEqual(['2 parent_code UNKNOWN_PARENT']);
    expect(readUnitList(text, new Set(['40'])).faults).toEqual([]);
  });

  it('says what columns are missing, and when quotes never close', () => {
    expect(seen(readUnitList('mã,tên\n1,An'))).toEqual([
      '1 code COLUMN_MISSING',
      '1 level COLUMN_MISSING',
      '1 kind COLUMN_MISSING',
      '1 name COLUMN_MISSING',
    ]);
    expect(readUnitList('').faults).toHaveLength(4);
    expect(seen(list('1,,commune,territorial,An', '2,,commune,territorial,"An'))[0]).toMatch(/LIST_NOT_READABLE$/);
  });

  it('tells the place and the reason in Vietnamese', () => {
    expect(list('1,9,commune,territorial,An').faults).toEqual([
      { row: 2, column: 'parent_code', code: 'UNKNOWN_PARENT', message: 'Không có đơn vị cấp trên mang mã 9.' },
    ]);
  });

  it('counts rows as an editor does, whatever ends the lines', () => {
    const mixed = readUnitList(`${HEAD}\n\r\n\r1,,commune,territorial,An\r\n2,,commune,territorial,`);
    expect([mixed.units.map(({ row }) => row), mixed.faults.map(({ row }) => row)]).toEqual([[4], [5]]);
  });

  it('reads 20,000 units hanging on one another at once, and never throws', () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, at) => `${at},${at === 0 ? '' : at - 1},commune,virtual,Đơn vị ${at}`,
    );
    expect(list(...rows).units).toHaveLength(20_000);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { units, faults } = readUnitList(`${HEAD}\n${text}`);
        const last = text.split(/\r\n|\r|\n/).length + 1;
        expect([...units, ...faults].every(({ row }) => row >= 1 && row <= last)).toBe(true);
      }),
    );
  });
});

describe('the sample lists', () => {
  it('the tree of the running contest: province, its bodies, 130 communes and wards', () => {
    const { units, faults } = seed('units.nghe-an-2026.csv');
    expect(faults).toEqual([]);
    const communes = units.filter(({ level }) => level === 'commune');
    expect(communes).toHaveLength(130);
    expect(communes.filter(({ fullName }) => fullName.startsWith('Phường '))).toHaveLength(11);
    expect(units.filter(({ parentCode }) => parentCode === null).map(({ code }) => code)).toEqual(['40']);
    expect(
      units.filter(({ headcount, headcountNote }) => headcount !== null && !headcountNote?.startsWith('giả định')),
    ).toEqual([]);
  });

  it('the invited of 2019: 222 units with a head-count, districts before the communes of each', () => {
    const { units, faults } = seed('units.nghe-an-2019-invited.csv');
    expect(faults).toEqual([]);
    expect(units).toHaveLength(222);
    expect(new Set(units.map(({ code }) => code)).size).toBe(222);
    const districts = units.filter(({ level }) => level === 'district').map(({ code }) => code);
    const communes = units.filter(({ level }) => level === 'commune');
    expect(districts).toHaveLength(20);
    expect(new Set(communes.map(({ parentCode }) => parentCode))).toEqual(new Set(districts));
    expect(units.every(({ headcount, headcountNote }) => headcount! > 0 && headcountNote!.startsWith('giả định'))).toBe(
      true,
    );
  });

  it('every invited district and commune of 2019 stands in the old tree under the same name and period', () => {
    const tree = seed('units.nghe-an-2019-tree.csv');
    expect(tree.faults).toEqual([]);
    expect(tree.units).toHaveLength(1 + 20 + 412);
    const byCode = new Map(tree.units.map((unit) => [unit.code, unit]));
    const { units } = seed('units.nghe-an-2019-invited.csv');
    for (const { code, fullName, validFrom, validTo } of units.filter(({ kind }) => kind === 'territorial')) {
      expect(byCode.get(code)).toMatchObject({ fullName, validFrom, validTo });
    }
  });

  it('successions lead from every commune of the old tree to one of today', () => {
    const lines = textOf('successions.nghe-an-2025.csv').trim().split('\n').slice(1);
    const communes = (name: string) =>
      seed(name)
        .units.filter(({ level }) => level === 'commune')
        .map(({ code }) => code);
    const edges = lines.map((line) => line.split(','));
    expect(new Set(edges.map(([old]) => old))).toEqual(new Set(communes('units.nghe-an-2019-tree.csv')));
    expect(new Set(edges.map((edge) => edge[5]))).toEqual(new Set(communes('units.nghe-an-2026.csv')));
    expect(new Set(edges.map((edge) => edge[4]))).toEqual(new Set(['merged', 'unchanged']));
  });
});

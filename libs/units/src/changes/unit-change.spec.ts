import { describe, expect, it } from '@jest/globals';
import { planChange, type ChangeGround, type ChangeWish, type KnownUnit } from './unit-change.js';

const unit = (id: number, code: string, more: Partial<KnownUnit> = {}): KnownUnit => ({
  ...{ id, code, level: 'commune', kind: 'territorial', name: code, fullName: `Xã ${code}` },
  ...{ parentId: 1, parentCode: 'P', validFrom: '2025-07-01', validTo: null, chain: [code, 'P'] },
  ...more,
});
const province = unit(1, 'P', { parentId: null, parentCode: null, chain: ['P'] });
const [a, b] = [unit(2, 'A'), unit(3, 'B')];
const office = unit(4, 'A1', { parentId: 2, parentCode: 'A', chain: ['A1', 'A', 'P'] });

const plan = (wish: ChangeWish, more: Partial<ChangeGround> = {}) =>
  planChange(wish, {
    effectiveOn: '2027-01-01',
    units: new Map([province, a, b, office].map((one) => [one.id, one])),
    children: [office],
    codes: [],
    ...more,
  });
const faults = (wish: ChangeWish, more: Partial<ChangeGround> = {}) =>
  plan(wish, more).faults.map(({ code, count }) => (count === 0 ? code : `${code} ${count}`));

describe('a change of the tree', () => {
  it('draws a step of its kind: a new level is more than a new name', () => {
    const name = { name: 'A', fullName: 'Phường A' };
    expect(plan({ kind: 'renamed', unitId: 2, ...name, level: 'commune' }).steps[0]!.relation).toBe('renamed');
    expect(plan({ kind: 'renamed', unitId: 2, ...name, level: 'ward' }).steps[0]!.relation).toBe('reclassified');
    expect(faults({ kind: 'renamed', unitId: 2, name: 'A', fullName: 'Xã A', level: 'commune' })).toEqual(['same']);
  });

  it('takes those below a merged unit along, but not below one whose code goes on', () => {
    const into = plan({ kind: 'merged', unitIds: [2], into: { unitId: 3 } });
    expect(into).toMatchObject({ followers: 1, faults: [], into: b });
    expect(into.make).toEqual([expect.objectContaining({ code: 'A1', parentId: 3 })]);
    const { chain: _, id: _id, parentCode: _code, validFrom: _from, validTo: _to, ...whole } = a;
    const onward = plan({ kind: 'merged', unitIds: [2, 3], into: { unit: whole } }, { codes: [a, b] });
    expect(onward).toMatchObject({ followers: 0, faults: [] });
  });

  it('is refused where units would hang in the air or a code would name two', () => {
    expect(faults({ kind: 'retired', unitId: 2 })).toEqual(['has_children 1']);
    expect(
      faults(
        { kind: 'merged', unitIds: [2], into: { unitId: 3 } },
        {
          children: [{ ...office, validFrom: '2027-02-01' }],
        },
      ),
    ).toEqual(['later_children 1']);
    const part = {
      code: 'C',
      level: 'commune',
      kind: 'territorial',
      name: 'C',
      fullName: 'Xã C',
      parentId: 1,
    } as const;
    expect(faults({ kind: 'split', unitId: 3, parts: [part] })).toEqual(['too_few 1']);
    expect(faults({ kind: 'split', unitId: 3, parts: [part, part] })).toEqual(['code_twice']);
    expect(faults({ kind: 'added', unit: part }, { codes: [{ id: 9, code: 'C' }] })).toEqual(['code_taken']);
    expect(
      faults(
        { kind: 'added', unit: { ...part, code: 'P2', parentId: 2 } },
        {
          units: new Map([[2, { ...a, validTo: '2026-12-31' }]]),
        },
      ),
    ).toEqual(['parent_not_in_force']);
    expect(faults({ kind: 'moved', unitId: 2, parentId: 4 })).toEqual(['below_itself']);
    expect(faults({ kind: 'moved', unitId: 2, parentId: 3 }, { effectiveOn: '2025-07-01' })).toEqual(['not_begun']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { ROLES, type HeldRole, type Role } from '../identity.js';
import { faultOfRole, isLastAdministrator, mayGrant } from './staff-rules.js';

const held = (role: Role, contestId: number | null = null, contestUnitId: number | null = null): HeldRole => ({
  role,
  contestId,
  contestUnitId,
});

describe('mayGrant', () => {
  const below = ['unit_manager', 'author', 'reviewer', 'judge', 'host', 'support'];

  it.each(ROLES)('lets an administrator give %s, in a contest and everywhere', (role) => {
    expect(mayGrant([held('administrator')], held(role, 7))).toBe(true);
    expect(mayGrant([held('administrator')], held(role))).toBe(true);
  });

  it.each(ROLES)('lets an organizer give what is below, in the own contest alone: %s', (role) => {
    const organizer = [held('organizer', 7)];
    expect(mayGrant(organizer, held(role, 7))).toBe(below.includes(role));
    expect(mayGrant(organizer, held(role, 8))).toBe(false);
    expect(mayGrant(organizer, held(role))).toBe(false);
  });

  it.each(ROLES.filter((role) => role !== 'organizer' && role !== 'administrator'))('lets %s give nothing', (role) => {
    for (const wish of ROLES) expect(mayGrant([held(role)], held(wish, 7))).toBe(false);
  });

  it('adds up no rights of different contests', () => {
    expect(mayGrant([held('organizer', 7), held('auditor')], held('author', 8))).toBe(false);
    expect(mayGrant([], held('author', 7))).toBe(false);
  });
});

describe('faultOfRole', () => {
  it.each([
    [held('unit_manager', 7, 70), null],
    [held('organizer', 7), null],
    [held('organizer'), null],
    [held('administrator'), null],
    [held('unit_manager', 7), 'contestUnitId'],
    [held('unit_manager'), 'contestUnitId'],
    [held('unit_manager', null, 70), 'contestSlug'],
    [held('organizer', 7, 70), 'contestUnitId'],
    [held('administrator', 7), 'contestSlug'],
  ])('of %j is %j', (role, fault) => {
    expect(faultOfRole(role)).toBe(fault);
  });
});

describe('isLastAdministrator', () => {
  it.each<[string[], boolean]>([
    [['a'], true],
    [['a', 'a'], true],
    [['a', 'b'], false],
    [['b'], false],
    [[], false],
  ])('of those who stay, %j: a is the last: %s', (lasting, isLast) => {
    expect(isLastAdministrator(lasting, 'a')).toBe(isLast);
  });
});

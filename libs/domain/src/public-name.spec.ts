import { describe, expect, it } from '@jest/globals';
import { NAMES_OF_NOBODY, needsGuardian, publicName, type NamedPerson } from './public-name.js';

const person = (changes: Partial<NamedPerson> = {}): NamedPerson => ({
  fullName: 'Nguyễn Văn An',
  isAnonymous: false,
  isMinor: false,
  publishName: null,
  ...changes,
});

describe('publicName', () => {
  it.each<[string, Partial<NamedPerson>, boolean, string]>([
    ['masked by the rules', {}, true, 'Nguyễn V. A.'],
    ['whole by the rules', {}, false, 'Nguyễn Văn An'],
    ['whole by consent', { publishName: true }, true, 'Nguyễn Văn An'],
    ['masked by objection', { publishName: false }, false, 'Nguyễn V. A.'],
    ['of a child, whatever was agreed', { isMinor: true, publishName: true }, false, 'Nguyễn V. A.'],
    ['of nobody', { isAnonymous: true, fullName: NAMES_OF_NOBODY.deleted }, true, 'Người đã xóa tài khoản'],
  ])('is %s', (_what, changes, maskNames, name) => {
    expect(publicName(person(changes), maskNames)).toBe(name);
  });
});

describe('needsGuardian', () => {
  it.each<[string | null, boolean]>([
    ['2010-11-23', true],
    ['2010-11-22', false],
    ['1992-05-08', false],
    [null, false],
  ])('judges %s on 2026-11-22 as %s', (birthDate, expected) => {
    expect(needsGuardian(birthDate, '2026-11-22')).toBe(expected);
  });
});

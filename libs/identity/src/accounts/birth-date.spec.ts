import { describe, expect, it } from '@jest/globals';
import { checkBirthDate } from './birth-date.js';

// 2026-11-22 23:30 in Vietnam, still 16:30 in Greenwich.
const now = Date.parse('2026-11-22T16:30:00Z');

describe('checkBirthDate', () => {
  it.each([[null], ['2026-11-22'], ['1990-04-23'], ['1904-01-01']])('lets %s pass', (birthDate) => {
    expect(() => checkBirthDate(birthDate, now)).not.toThrow();
  });

  it.each([['2026-11-23'], ['2990-04-23'], ['1800-01-01'], ['0001-01-01']])('refuses %s', (birthDate) => {
    expect(() => checkBirthDate(birthDate, now)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', details: { field: 'birthDate' } }),
    );
  });

  it('knows that it is already tomorrow in Vietnam', () => {
    expect(() => checkBirthDate('2026-11-23', Date.parse('2026-11-22T17:00:00Z'))).not.toThrow();
  });
});

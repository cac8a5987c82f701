import { describe, expect, it } from '@jest/globals';
import { behind, behindTable, type Field } from './behind.js';

const whole: Field = { scope: 'contest', scopeId: null };
const round: Field = { scope: 'round', scopeId: 7 };

describe('the rows behind a figure', () => {
  it.each<[string, Field, string | null]>([
    ['participation.silent', whole, '/don-vi/ket-qua?tham-gia=silent'],
    ['participation.tookPart', round, '/don-vi/ket-qua?dot=7&tham-gia=took_part'],
    ['total.attempts', whole, '/don-vi/ket-qua?xep=-persons'],
    ['total.fullMarksAttempts', whole, '/don-vi/ket-qua?xep=-fullMarks'],
    ['rounds.1.persons', whole, '/don-vi/ket-qua?dot=5&xep=-persons'],
    ['rounds.1.fullMarksAttempts', whole, '/don-vi/ket-qua?dot=5&xep=-fullMarks'],
    ['rounds.length', whole, null],
    ['rules.maxScore', whole, null],
    ['summary.lowUnits.0.persons', whole, '/don-vi/ket-qua?xep=-rate'],
    ['summary.hardItems', round, '/cau-hoi/thong-ke?dot=7'],
    ['summary.winners.units', whole, '/ket-qua'],
  ])('%s', (path, field, address) => {
    expect(behind([path], field, [4, 5])).toBe(address);
  });

  it('of a table are those of its first figure', () => {
    expect(behindTable('silent-units', round)).toBe('/don-vi/ket-qua?dot=7&tham-gia=silent');
    expect(behindTable('nothing', whole)).toBeNull();
  });
});

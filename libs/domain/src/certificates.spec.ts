import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  certificateCode,
  certifiedWords,
  decisionWords,
  initialsOf,
  isCertificateSized,
  prizeChanges,
  prizeKey,
  prizeWords,
  readCertificateCode,
  serialOf,
  usualCertificate,
  type CertifiedPrize,
  type GivenPrize,
} from './certificates.js';

const design = usualCertificate({ agency: 'Sở Nội vụ' });
const result = { score: 18_000, maxScore: 20_000, fullMarks: false };
const full = { score: 20_000, maxScore: 20_000, fullMarks: true };

describe('certifiedWords', () => {
  it('says the score where the design does, and full marks as such', () => {
    expect(certifiedWords(design, result)).toBe('đã đạt 18/20 điểm tại');
    expect(certifiedWords(design, { ...result, score: 17_250 })).toBe('đã đạt 17,25/20 điểm tại');
    expect(certifiedWords(design, full)).toBe('đã đạt điểm tối đa 20/20 điểm tại');
    expect(certifiedWords({ ...design, tellsScore: false }, full)).toBe('đã tham gia');
  });

  it('gives one from so many points on, for full marks alone, or to nobody', () => {
    expect(certifiedWords({ ...design, rule: 'points', leastScore: 18_000 }, result)).toBe('đã đạt 18/20 điểm tại');
    expect(certifiedWords({ ...design, rule: 'points', leastScore: 18_001 }, result)).toBeNull();
    expect(certifiedWords({ ...design, rule: 'full_marks', tellsScore: false }, full)).toBe(
      'đã đạt điểm tối đa 20/20 điểm tại',
    );
    expect(certifiedWords({ ...design, rule: 'full_marks' }, result)).toBeNull();
    expect(certifiedWords({ ...design, rule: 'nobody' }, full)).toBeNull();
  });
});

const prize = (participantId: string, changes: Partial<CertifiedPrize> = {}): CertifiedPrize => ({
  ...{ participantId, isAnonymous: false, scope: { kind: 'round', id: 1 }, title: 'Giải Nhất', fieldTitle: 'Tuần 1' },
  ...{ groupTitle: null, unitName: 'Xã Tà Cạ', decision: null },
  ...changes,
});
const given = (number: number, of: CertifiedPrize, changes: Partial<GivenPrize> = {}): GivenPrize => ({
  ...{ number, participantId: of.participantId, prize: prizeKey(of), hasDecision: false, state: 'valid' },
  ...changes,
});

describe('prizes', () => {
  it('are named with their field, their group and the decision', () => {
    expect(prizeWords(prize('a'))).toBe('đã đạt Giải Nhất Tuần 1 tại');
    expect(prizeWords(prize('a', { fieldTitle: null, groupTitle: 'Học sinh' }))).toBe(
      'đã đạt Giải Nhất (Học sinh) tại',
    );
    expect(decisionWords({ number: '123/QĐ-UBND', date: '2026-02-05' })).toBe(
      'Theo Quyết định số 123/QĐ-UBND ngày 05/02/2026',
    );
    expect(decisionWords({ number: '9/QĐ-BTC', date: null })).toBe('Theo Quyết định số 9/QĐ-BTC');
    expect(decisionWords(null)).toBeNull();
  });

  it('are given once, and not again where somebody has taken one back by hand, unless that is wished', () => {
    const [a, b] = [prize('a'), prize('b')];
    expect(prizeChanges([], [a, b], 'new')).toEqual({ given: [a, b], revoked: [], decided: [] });
    expect(prizeChanges([given(1, a), given(2, b)], [a, b], 'all')).toEqual({ given: [], revoked: [], decided: [] });
    expect(prizeChanges([], [a], 'none').given).toEqual([]);
    const byHand = [given(1, a, { state: 'revoked_by_hand' })];
    expect(prizeChanges(byHand, [a], 'new').given).toEqual([]);
    expect(prizeChanges(byHand, [a], 'all').given).toEqual([a]);
    expect(prizeChanges([given(1, a, { state: 'outdated' })], [a], 'new').given).toEqual([a]);
    expect(prizeChanges([], [prize('a', { isAnonymous: true })], 'all').given).toEqual([]);
    expect(prizeChanges([given(1, a)], [prize('a', { isAnonymous: true })], 'new').revoked).toEqual([]);
  });

  it('that went to somebody else are taken back; another prize of the same field takes the place of the first', () => {
    const [a, b] = [prize('a'), prize('b')];
    expect(prizeChanges([given(1, a)], [b], 'new')).toEqual({
      ...{ given: [b], revoked: [{ number: 1, instead: null }], decided: [] },
    });
    const second = prize('a', { title: 'Giải Nhì' });
    expect(prizeChanges([given(1, a)], [b, second], 'new')).toEqual({
      ...{ given: [b, second], revoked: [{ number: 1, instead: 1 }], decided: [] },
    });
    const elsewhere = prize('a', { scope: { kind: 'round', id: 12 } });
    expect(prizeChanges([given(1, a)], [elsewhere], 'new').revoked).toEqual([{ number: 1, instead: null }]);
    expect(prizeChanges([given(1, a)], [second], 'none').revoked).toEqual([{ number: 1, instead: null }]);
  });

  it('are told of a decision that was recorded afterwards, once', () => {
    const a = prize('a', { decision: { number: '123/QĐ-UBND', date: null } });
    expect(prizeChanges([given(1, a)], [a], 'none').decided).toEqual([{ number: 1, prize: a }]);
    expect(prizeChanges([given(1, a, { hasDecision: true })], [a], 'new').decided).toEqual([]);
  });
});

describe('names and numbers', () => {
  it.each([
    ['Nguyễn Thị Minh Phượng', 'N. T. M. P.'],
    ['H’Hen Niê', 'H. N.'],
    ['Ưỡng ơ\u0306 Ƀuôn', 'Ư. Ơ\u0306. Ƀ.'],
    ['đỗ', 'Đ.'],
  ])('%s is %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials.normalize('NFC'));
  });

  it('numbers as papers are numbered', () => {
    expect([serialOf(7, 'GCN-BTC'), serialOf(1234, 'GCN')]).toEqual(['07/GCN-BTC', '1234/GCN']);
  });

  it('lets only pictures of A4 lie under the words', () => {
    expect(isCertificateSized({ width: 2338, height: 1653 })).toBe(true);
    expect(isCertificateSized({ width: 1653, height: 2338 })).toBe(false);
    expect(isCertificateSized({ width: 297, height: 210 })).toBe(false);
    expect(isCertificateSized({ width: 29_700, height: 21_000 })).toBe(false);
  });
});

describe('codes', () => {
  it('are read as people type them, and are different for different bytes', () => {
    const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const code = certificateCode(a);
        expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(readCertificateCode(` ${code.toLowerCase().replace(/-/g, ' ')} `)).toBe(code);
        expect(certificateCode(b) === code).toBe(Buffer.from(a).equals(Buffer.from(b)));
      }),
    );
    expect(readCertificateCode('7kqo-m2xp-9rta-hd3l')).toBe('7KQ0-M2XP-9RTA-HD31');
    expect(readCertificateCode('7KQ4-M2XP-9RTA')).toBeNull();
    expect(readCertificateCode("'; DROP TABLE --16")).toBeNull();
  });
});

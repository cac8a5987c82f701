import { describe, expect, it } from '@jest/globals';
import { base32, otpauthUri, totpCode, totpStep } from './totp.js';

const secret = Buffer.from('12345678901234567890');

describe('totpCode', () => {
  // RFC 6238, appendix B, the rows of SHA-1.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at %d s is %s', (seconds, code) => {
    expect(totpCode(secret, Math.floor(seconds / 30), 8)).toBe(code);
    expect(totpCode(secret, Math.floor(seconds / 30))).toBe(code.slice(2));
  });

  // RFC 4226, appendix D: the code of HOTP for the first counters.
  it('begins as the counters of HOTP do', () => {
    const codes = Array.from({ length: 10 }, (_, step) => totpCode(secret, step));
    expect(codes).toEqual('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' '));
  });
});

describe('totpStep', () => {
  const now = 1_111_111_111_000;
  const step = Math.floor(now / 30_000);

  it.each([-1, 0, 1])('takes the code of the step %d away', (away) => {
    expect(totpStep(secret, totpCode(secret, step + away), now)).toBe(step + away);
  });

  it.each([-2, 2, 100])('does not take the code of the step %d away', (away) => {
    expect(totpStep(secret, totpCode(secret, step + away), now)).toBeNull();
  });

  it.each(['', '12345', '1234567', 'abcdef', ' 123456', '１２３４５６', '-00001'])('takes %j for no code', (text) => {
    expect(totpStep(secret, text, now)).toBeNull();
  });

  it('takes no code of another secret', () => {
    expect(totpStep(Buffer.from('another secret of it'), totpCode(secret, step), now)).toBeNull();
  });
});

describe('base32', () => {
  // RFC 4648, section 10, without the padding.
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('of %j is %j', (text, written) => {
    expect(base32(Buffer.from(text))).toBe(written);
  });
});

describe('otpauthUri', () => {
  it('names product, person and secret', () => {
    expect(otpauthUri(secret, 'H’Hen Niê')).toBe(
      'otpauth://totp/Thi%20CCHC:H%E2%80%99Hen%20Ni%C3%AA?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Thi%20CCHC',
    );
  });
});

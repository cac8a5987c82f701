import { describe, expect, it } from '@jest/globals';
import { readIdentityNumber } from './identity-number.js';

describe('readIdentityNumber', () => {
  it.each([
    ['a man of the 20th century', '040092001234', '1992-05-08'],
    ['a woman of the 20th century', '040192001234', '1992-12-31'],
    ['a man of the 21st century', '040207001234', '2007-01-01'],
    ['a woman of the 21st century', '040307001234', '2007-01-01'],
    ['somebody born in the year 00', '001200000001', '2000-02-29'],
    ['somebody born in the year 99', '001099000001', '1999-12-31'],
  ])('takes the number of %s', (_who, text, birthDate) => {
    expect(readIdentityNumber(text, birthDate)).toEqual({ number: text, isProvinceKnown: true });
  });

  it.each([
    ['in groups', '040 092 001 234'],
    ['with dots', '040.092.001.234'],
    ['with dashes of any kind', '040-092–001—234'],
    ['with blanks around', '  040092001234\n'],
    ['in wide digits of another keyboard', '０４００９２００１２３４'],
  ])('reads it %s', (_how, text) => {
    expect(readIdentityNumber(text, '1992-05-08')).toEqual({ number: '040092001234', isProvinceKnown: true });
  });

  it.each([
    ['nothing', ''],
    ['11 digits', '04009200123'],
    ['13 digits', '0400920012345'],
    ['the old number of 9 digits', '186123456'],
    ['a letter for a digit', '04O092001234'],
    ['digits of another script', '٠٤٠٠٩٢٠٠١٢٣٤'],
    ['a sign', '+40092001234'],
  ])('refuses %s', (_what, text) => {
    expect(readIdentityNumber(text, null)).toEqual({ fault: 'digits' });
  });

  it.each(['6', '7', '8', '9'])('refuses %s as the digit of the century', (digit) => {
    expect(readIdentityNumber(`040${digit}92001234`, null)).toEqual({ fault: 'century' });
  });

  it.each([
    ['another year', '040092001234', '1991-05-08'],
    ['the same year of another century', '040292001234', '1992-05-08'],
    ['a century to come', '040492001234', '1992-05-08'],
  ])('refuses %s than that of birth', (_what, text, birthDate) => {
    expect(readIdentityNumber(text, birthDate)).toEqual({ fault: 'birth_year' });
  });

  it('compares no year when the birth date is not known', () => {
    expect(readIdentityNumber('040292001234', null)).toEqual({ number: '040292001234', isProvinceKnown: true });
  });

  it.each(['003', '097', '000', '999'])('takes province %s, and says that it is not known', (province) => {
    expect(readIdentityNumber(`${province}092001234`, '1992-05-08')).toEqual({
      number: `${province}092001234`,
      isProvinceKnown: false,
    });
  });
});

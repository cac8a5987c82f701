import { describe, expect, it } from '@jest/globals';
import { judgePassword, normalizePassword } from './password-rules.js';

const person = { phone: '+84912345670', fullName: 'Vàng A Sử', birthDate: '1990-04-23' };
const reasonOf = (password: string) =>
  judgePassword(normalizePassword(password), person)?.details['reason'] ?? 'accepted';

describe('judgePassword', () => {
  it.each([
    ['seven77', 'length'],
    ['', 'length'],
    ['x'.repeat(64) + 'y'.repeat(65), 'length'],
    ['12345678', 'common'],
    ['87654321', 'common'],
    ['00000000', 'common'],
    ['12121212', 'common'],
    ['abc123abc123', 'common'],
    ['--------', 'common'],
    ['1q2w3e4r', 'common'],
    ['1qaz2wsx', 'common'],
    ['qwertyuiop', 'common'],
    ['asdfghjkl1', 'common'],
    ['password', 'common'],
    ['Password1', 'common'],
    ['P@ssw0rd', 'common'],
    ['P@$$w0rd!', 'common'],
    ['matkhau123', 'common'],
    ['Mật khẩu 2026', 'common'],
    ['MatKhau@123', 'common'],
    ['anhyeuem', 'common'],
    ['anhyeuem1', 'common'],
    ['yeuemnhieu99', 'common'],
    ['01011990', 'common'],
    ['19900131', 'common'],
    ['cchc2026', 'common'],
    ['cchc123456', 'common'],
    ['CCHC@nghean', 'common'],
    ['cuocthicchc', 'common'],
    ['caicachhanhchinh', 'common'],
    ['Cải cách hành chính 2026', 'common'],
    ['Nghệ An 2026', 'common'],
    ['2026@nghean', 'common'],
    ['hatinh1234', 'common'],
    ['nguyenvan1', 'common'],
    ['123456789a', 'common'],
    ['a123456789', 'common'],
    ['Vn01011990', 'common'],
    ['timhieucchc1', 'common'],
    ['NhaTrang#79', 'common'],
    ['0912345670', 'personal'],
    ['+84912345670', 'personal'],
    ['0912.345.670a', 'personal'],
    ['23041990', 'personal'],
    ['vangasu1990', 'personal'],
    ['VàngASử@1', 'personal'],
  ])('refuses %j as %s', (password, reason) => {
    expect(reasonOf(password)).toBe(reason);
  });

  it.each([
    ['ngocanh1992', 'personal'],
    ['NgọcÁnh@92', 'personal'],
    ['thingocanh', 'personal'],
    ['ngocanhdongque92', 'accepted'],
  ])('knows what somebody is called by: %j is %s', (password, reason) => {
    const weak = judgePassword(normalizePassword(password), { ...person, fullName: 'Nguyễn Thị Ngọc Ánh' });
    expect(weak?.details['reason'] ?? 'accepted').toBe(reason);
  });

  it.each([
    ['con trâu đi trước'],
    ['Trời mưa to quá!'],
    ['x7Kq-92mPz'],
    ['83910572641'],
    ['a839105726'],
    ['thi8391057264'],
    ['nghean-thuyen-buom-9'],
    ['        7 dấu cách'],
    ['пароль-надёжный'],
    ['🐃🐃🌾🌾🏞️ đồng quê'],
    ['x'.repeat(8) + 'y'.repeat(120)],
  ])('accepts %j', (password) => {
    expect(reasonOf(password)).toBe('accepted');
  });

  it('is the same for a password typed with composed and decomposed accents', () => {
    const composed = 'con trâu đi trước'.normalize('NFC');
    expect(normalizePassword(composed.normalize('NFD'))).toBe(composed);
  });

  it('leaves blanks and signs of the password as they are', () => {
    expect(normalizePassword('  a  b\t')).toBe('  a  b\t');
  });
});

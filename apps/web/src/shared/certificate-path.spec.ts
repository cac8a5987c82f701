import { describe, expect, it } from '@jest/globals';
import { certificatePath, scannedCertificate } from './certificate-path.js';

const HOST = 'thicchc.nghean.gov.vn';
const PATH = '/xac-nhan/7KQ4-M2XP-9RTA-HD3F';

describe('certificatePath', () => {
  it('reads a code however it is typed', () => {
    expect(certificatePath(' 7kq4 m2xp–9rta.hd3f')).toBe(PATH);
    expect(certificatePath('7KQ4-M2XP-9RTA')).toBeNull();
  });
});

describe('scannedCertificate', () => {
  it('follows a certificate of this host to its page', () => {
    expect(scannedCertificate(`https://${HOST}${PATH}`, HOST)).toBe(PATH);
    expect(scannedCertificate(`http://192.168.1.5:8080${PATH}`, '192.168.1.5:8080')).toBe(PATH);
  });

  it.each([
    `https://example.com${PATH}`,
    `https://${HOST}.example.com${PATH}`,
    `https://${HOST}@example.com${PATH}`,
    `https://ai-do@${HOST}${PATH}`,
    `https://${HOST}:8443${PATH}`,
    `javascript://${HOST}${PATH}`,
    `//${HOST}${PATH}`,
    `https://${HOST}/tra-cuu#cchc-2026/0000-0000-0012`,
    `https://${HOST}/xac-nhan/../quan-tri`,
    `https://${HOST}${PATH}/them`,
    PATH,
    '',
  ])('does not follow %j', (scanned) => {
    expect(scannedCertificate(scanned, HOST)).toBeNull();
  });
});

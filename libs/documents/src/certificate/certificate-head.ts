import { issueDay, type CertificateDesign } from '#domain';
import type { Certificate, CertificateHead } from './certificate.js';

/** What the certificates of a contest share, from its design. @param background the JPEG that the design names */
export const certificateHead = (
  { managingAgency, issuer, title, place, signature }: CertificateDesign,
  background: Buffer | null,
  isSample: boolean,
): CertificateHead => ({ managingAgency, issuer, title, place, signature, background, isSample });

/**
 * What one certificate says. @param base the public address without a slash at its end
 * Example: its code to scan leads to `${base}/xac-nhan/7KQ4-M2XP-9RTA-HD3F`.
 */
export function certificateOf(
  given: {
    serial: string;
    code: string;
    fullName: string;
    unitName: string;
    words: string;
    contestTitle: string;
    decision: string | null;
    issuedAt: string;
  },
  date: CertificateDesign['date'],
  base: string,
): Certificate {
  const { serial, code, fullName, unitName, words, contestTitle, decision, issuedAt } = given;
  const day = issueDay(issuedAt);
  return {
    ...{ serial, code, fullName, unitName, result: words, contestTitle, decision },
    issuedOn: date === 'issued' ? day : null,
    year: Number(day.slice(0, 4)),
    address: `${base}/xac-nhan/${code}`,
  };
}

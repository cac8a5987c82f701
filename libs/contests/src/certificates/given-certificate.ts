import { isoInstant, serialOf } from '#domain';
import type { CertificateRow } from './certificate.queries.js';

/** A certificate as lists show it and files are made from it. */
export interface GivenCertificate {
  number: number;
  serial: string;
  code: string;
  fullName: string;
  unitName: string;
  contestTitle: string;
  contestSlug: string;
  words: string;
  isPrize: boolean;
  /** Of a prize: 'Theo Quyết định số 123/QĐ-UBND ngày 05/02/2026'; null where none is recorded. */
  decision: string | null;
  issuedAt: string;
  revokedAt: string | null;
  revokeReason: string | null;
  /** The serial that holds instead. */
  replacedBy: string | null;
  isSample: boolean;
}

/** What a certificate tells whoever holds its code: initials, never the name. */
export type PublicCertificate = Omit<GivenCertificate, 'fullName' | 'number' | 'issuedAt' | 'decision'> & {
  initials: string;
  /** 'YYYY-MM-DD' in Vietnam. */
  issuedOn: string;
};

export function givenOf(row: CertificateRow): GivenCertificate {
  const { number, symbol, code, replaced_by } = row;
  return {
    number,
    serial: serialOf(number, symbol),
    code,
    fullName: row.full_name,
    unitName: row.unit_name,
    contestTitle: row.contest_title,
    contestSlug: row.contest_slug,
    words: row.words,
    isPrize: row.prize !== '',
    decision: row.decision,
    issuedAt: isoInstant(row.issued_at.getTime()),
    revokedAt: row.revoked_at && isoInstant(row.revoked_at.getTime()),
    revokeReason: row.revoke_reason,
    replacedBy: replaced_by === null ? null : serialOf(replaced_by, symbol),
    isSample: row.sample,
  };
}

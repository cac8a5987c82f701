import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { certificateCode, usualCertificate } from '#domain';

export interface CertificatePlan {
  /** Of the person, as +84…; null: somebody who takes part. */
  phone: string | null;
  prize?: string;
  revokeReason?: string;
}

/** Certificates of a contest that were given, without its being over. @returns their codes */
export async function insertCertificates(owner: DataSource, slug: string, plans: CertificatePlan[]): Promise<string[]> {
  await owner.query(
    `INSERT INTO certificate_design (contest_id, version, content)
     SELECT id, 1, $2::jsonb FROM contest WHERE slug = $1 ON CONFLICT DO NOTHING`,
    [slug, JSON.stringify({ ...usualCertificate({ agency: 'Sở Nội vụ tỉnh Nghệ An' }), isOpen: true })],
  );
  const codes: string[] = [];
  for (const { phone, prize = null, revokeReason = null } of plans) {
    const code = certificateCode(randomBytes(10));
    codes.push(code);
    await owner.query(
      `INSERT INTO certificate (contest_id, number, code, participant_id, prize, words, unit_name, contest_title, symbol, decision,
                                revoked_at, revoke_reason)
       SELECT c.id, (SELECT coalesce(max(number), 0) + 1 FROM certificate WHERE contest_id = c.id), $2, p.id,
              coalesce('round/1/' || $4, ''), CASE WHEN $4::text IS NULL THEN 'đã đạt 18/20 điểm tại' ELSE 'đã đạt ' || $4 || ' tại' END,
              u.name, c.title, 'GCN-BTC', CASE WHEN $4 IS NOT NULL THEN 'Theo Quyết định số 123/QĐ-UBND ngày 05/02/2026' END,
              CASE WHEN $5::text IS NOT NULL THEN contest_clock() END, $5
         FROM contest c
         JOIN participant p ON p.contest_id = c.id AND p.anonymised_at IS NULL
          AND ($3::text IS NULL OR p.account_id = (SELECT id FROM account WHERE phone = $3))
         JOIN contest_unit u ON u.id = p.contest_unit_id
        WHERE c.slug = $1
          AND NOT EXISTS (SELECT FROM certificate k WHERE k.participant_id = p.id AND k.prize = coalesce('round/1/' || $4, ''))
        ORDER BY p.id LIMIT 1`,
      [slug, code, phone, prize, revokeReason],
    );
  }
  await owner.query(
    `UPDATE certificate_design d SET last_number = (SELECT max(number) FROM certificate WHERE contest_id = d.contest_id)
      WHERE contest_id = (SELECT id FROM contest WHERE slug = $1)`,
    [slug],
  );
  return codes;
}

import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { CERTIFICATE_CODE_BYTES, certificateCode } from '#domain';
import type { DesignRow } from './certificate-design.queries.js';
import { insertCertificates, noteLastNumber } from './certificate.queries.js';

/** A certificate to be given. */
export interface CertificateWish {
  participantId: string;
  unitName: string;
  /** What it says of the result. */
  words: string;
  /** In 1/1000 point; null for a prize. */
  score: number | null;
  maxScore: number | null;
  /** '' for what the person did, else the key of the prize. */
  prize: string;
  decision: string | null;
}

/**
 * Gives certificates. Numbers go on from the last one: the caller holds the lock of the design, and `last_number` is read
 * under it.
 */
export async function giveCertificates(
  manager: EntityManager,
  contest: { id: number; title: string },
  { last_number, content }: DesignRow,
  wishes: readonly CertificateWish[],
): Promise<void> {
  if (wishes.length === 0) return;
  await run(manager, insertCertificates, [
    contest.id,
    wishes.map((_, i) => last_number + 1 + i),
    wishes.map(() => certificateCode(randomBytes(CERTIFICATE_CODE_BYTES))),
    wishes.map(({ participantId }) => participantId),
    wishes.map(({ prize }) => prize),
    wishes.map(({ words }) => words),
    wishes.map(({ unitName }) => unitName),
    contest.title,
    wishes.map(({ score }) => score),
    wishes.map(({ maxScore }) => maxScore),
    content.symbol,
    wishes.map(({ decision }) => decision),
  ]);
  await run(manager, noteLastNumber, [contest.id, last_number + wishes.length]);
}

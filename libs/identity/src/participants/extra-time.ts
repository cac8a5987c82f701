import type { EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, LIMITS } from '#domain';
import { grantExtraTime as grant } from './participant.queries.js';

/**
 * Grants a person extra time for the attempts that they start from now on, as part of the caller's transaction; an attempt
 * that is open keeps its deadline. The trail keeps who granted it and why, the phone does not get there.
 *
 * @param wish.phone E.164
 * @param wish.percent of the duration, 0 to 100; 0 takes it back
 * @param wish.actorId the account that decided; null for an errand of the operator
 * @throws DomainError INVALID_INPUT {field}, NOT_A_PARTICIPANT when nobody with this phone takes part in the contest
 */
export async function grantExtraTime(
  manager: EntityManager,
  wish: { contestSlug: string; phone: string; percent: number; reason: string; actorId: string | null },
): Promise<{ before: number }> {
  const { contestSlug, phone, percent, reason, actorId } = wish;
  if (!Number.isInteger(percent) || percent < 0 || percent > LIMITS.extraTimePercentMax)
    throw new DomainError('INVALID_INPUT', { field: 'percent' });
  if (reason === '') throw new DomainError('INVALID_INPUT', { field: 'reason' });
  const [row] = await run(manager, grant, [contestSlug, phone, percent]);
  if (!row) throw new DomainError('NOT_A_PARTICIPANT');
  await appendAudit(manager, {
    actorId,
    action: 'participant.extra_time_granted',
    subject: `participant/${row.contest_id}-${row.participant_id}`,
    before: { percent: row.before },
    after: { percent, reason },
  });
  return { before: row.before };
}

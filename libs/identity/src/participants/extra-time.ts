import type { EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, LIMITS } from '#domain';
import * as sql from './extra-time.queries.js';

/** Who gets extra time: one person, or everybody who stands for one unit (those of the units below it not). */
export type ExtraTimeFor = { participantId: string } | { contestUnitId: number };

/** @throws DomainError INVALID_INPUT {field} */
function check(percent: number, reason: string): void {
  if (!Number.isInteger(percent) || percent < 0 || percent > LIMITS.extraTimePercentMax)
    throw new DomainError('INVALID_INPUT', { field: 'percent' });
  if (reason === '') throw new DomainError('INVALID_INPUT', { field: 'reason' });
}

/**
 * Sets the extra time of a person or unit for the attempts that are started from now on, as part of the caller's
 * transaction. What was set before is taken back. The trail keeps who did it and why.
 *
 * @param wish.percent of the duration, 0 to 100; 0 takes it back
 * @param wish.actorId the account that decided; null for an errand of the operator
 * @returns the percent before, and the number of the line in the list; null for 0
 * @throws DomainError INVALID_INPUT {field}, NOT_A_PARTICIPANT, UNIT_NOT_FOUND
 */
export async function setExtraTime(
  manager: EntityManager,
  wish: {
    contestId: number;
    of: ExtraTimeFor;
    percent: number;
    reason: string;
    actorId: string | null;
    requestId: string | null;
  },
): Promise<{ before: number; grantId: number | null }> {
  const { contestId, of, percent, reason, actorId, requestId } = wish;
  check(percent, reason);
  const [participantId, unitId] = 'participantId' in of ? [of.participantId, null] : [null, of.contestUnitId];
  const [held] =
    participantId === null
      ? await run(manager, sql.lockUnit, [contestId, unitId])
      : await run(manager, sql.lockParticipant, [contestId, participantId]);
  if (!held) throw new DomainError(participantId === null ? 'UNIT_NOT_FOUND' : 'NOT_A_PARTICIPANT');
  await run(manager, sql.withdrawFrom, [contestId, participantId, unitId, actorId]);
  if (participantId !== null) await run(manager, sql.setExtraTime, [contestId, participantId, percent]);
  const [made] =
    percent === 0
      ? []
      : await run(manager, sql.insertGrant, [contestId, participantId, unitId, percent, reason, actorId]);
  const [kind, id] = participantId === null ? ['contest_unit', unitId] : ['participant', participantId];
  await appendAudit(manager, {
    actorId,
    requestId,
    action: `${kind}.extra_time_granted`,
    subject: `${kind}/${contestId}-${id}`,
    before: { percent: held.percent },
    after: { percent, reason },
  });
  return { before: held.percent, grantId: made?.id ?? null };
}

/**
 * Grants a person extra time by the phone number, which does not get into the trail.
 *
 * @param wish.phone E.164
 * @throws DomainError INVALID_INPUT {field}, NOT_A_PARTICIPANT when nobody with this phone takes part in the contest
 */
export async function grantExtraTime(
  manager: EntityManager,
  wish: {
    contestSlug: string;
    phone: string;
    percent: number;
    reason: string;
    actorId: string | null;
    requestId?: string;
  },
): Promise<{ before: number; grantId: number | null; contestId: number; participantId: string }> {
  const { contestSlug, phone, percent, reason, actorId, requestId = null } = wish;
  check(percent, reason);
  const [found] = await run(manager, sql.participantOfPhone, [contestSlug, phone]);
  if (!found) throw new DomainError('NOT_A_PARTICIPANT');
  const { contest_id: contestId, participant_id: participantId } = found;
  const of = { participantId };
  return {
    ...(await setExtraTime(manager, { contestId, of, percent, reason, actorId, requestId })),
    ...{ contestId, participantId },
  };
}

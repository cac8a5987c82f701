import type { EntityManager } from 'typeorm';
import { run } from '#database';
import type { CertifiedPrize, Scope } from '#domain';
import { contestById, fieldOf } from '../field.js';
import { personPrizeList } from './published.queries.js';

/**
 * Who has which prize of what is published now in a contest: rounds first, then phases, then the contest, in the order of the
 * rules. For certificates; units have none.
 *
 * @throws DomainError CONTEST_NOT_FOUND
 */
export async function personPrizes(manager: EntityManager, contestId: number): Promise<CertifiedPrize[]> {
  const contest = await contestById(manager, contestId);
  const audiences = new Map(contest.audiences.map(({ code, title }) => [code, title]));
  return (await run(manager, personPrizeList, [contestId])).map((row): CertifiedPrize => {
    const scope: Scope = { kind: row.scope_kind, id: row.scope_id };
    return {
      ...{ scope, participantId: row.participant_id, isAnonymous: row.is_anonymous, unitName: row.unit_name },
      title: row.title,
      fieldTitle: scope.kind === 'contest' ? null : fieldOf(contest, scope).title,
      groupTitle: audiences.get(row.audience ?? '') ?? null,
      decision: row.decision_number === null ? null : { number: row.decision_number, date: row.decision_date },
    };
  });
}

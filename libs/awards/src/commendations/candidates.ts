import type { EntityManager } from 'typeorm';
import { run } from '#database';
import type { ProposedFacts, ProposedPrize, Scope, UnitStanding } from '#domain';
import type { AwardedContest, AwardedField } from '../field.js';
import { heldPrizes } from '../published/prizes.js';
import { unitNames } from './commendation.queries.js';

/**
 * Where the invited units that took part stand in a scope, by contestUnitId: another room counts it, so whoever asks brings
 * it along.
 */
export type StandingsOf = (contestId: number, scope: Scope) => Promise<ReadonlyMap<number, UnitStanding>>;

/** Somebody, or a unit, that may be proposed, with what a line about them would hold. */
export interface Candidate {
  /** Null for a unit. */
  participantId: string | null;
  contestUnitId: number;
  unitName: string;
  /** Null for a unit. */
  fullName: string | null;
  facts: ProposedFacts;
}

/** Who may be proposed from a field: whoever holds a prize that is published there, and the units that took part. */
export async function candidatesOf(
  manager: EntityManager,
  contest: AwardedContest,
  { scope, title }: AwardedField,
  standings: ReadonlyMap<number, UnitStanding>,
): Promise<Candidate[]> {
  const held = await heldPrizes(manager, contest, scope);
  const people = new Map<string, Candidate>();
  const prizesOfUnits = new Map<number, ProposedPrize[]>();
  for (const { participantId, contestUnitId, unitName, fullName, isNobody, prize } of held) {
    if (participantId === null) {
      prizesOfUnits.set(contestUnitId, [...(prizesOfUnits.get(contestUnitId) ?? []), prize]);
    } else if (!isNobody) {
      const before = people.get(participantId)?.facts.prizes ?? [];
      const facts = { prizes: [...before, prize], standing: null };
      people.set(participantId, { participantId, contestUnitId, unitName, fullName, facts });
    }
  }
  const names = await run(manager, unitNames, [contest.id, [...standings.keys()]]);
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  const fieldTitle = scope.kind === 'contest' ? null : title;
  const units = [...standings].map(([contestUnitId, figures]): Candidate => {
    const standing = { scope, fieldTitle, at: contest.now, figures };
    const facts = { prizes: prizesOfUnits.get(contestUnitId) ?? [], standing };
    return { participantId: null, contestUnitId, unitName: nameOf.get(contestUnitId) ?? '', fullName: null, facts };
  });
  return [...people.values(), ...units];
}

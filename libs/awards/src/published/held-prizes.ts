import type { EntityManager } from 'typeorm';
import { run } from '#database';
import type { ProposedPrize, Scope } from '#domain';
import { fieldOf, type AwardedContest } from '../field.js';
import { prizeList } from './published.queries.js';

/** A prize of what is published now, with who holds it. */
export interface HeldPrize {
  /** Null for a unit. */
  participantId: string | null;
  /** The unit, or the one that the person had the prize for. */
  contestUnitId: number;
  unitName: string;
  /** In full: for the organizers alone. Null for a unit. */
  fullName: string | null;
  isNobody: boolean;
  prize: ProposedPrize;
}

/** Every prize that holds within a scope, as `publishedPrizes` finds them, each with its holder and publication. */
export async function heldPrizes(manager: EntityManager, contest: AwardedContest, scope: Scope): Promise<HeldPrize[]> {
  const audiences = new Map(contest.audiences.map(({ code, title }) => [code, title]));
  const blocks = new Map((contest.regulations?.units?.blocks ?? []).map(({ code, title }) => [code, title]));
  const rows = await run(manager, prizeList, [contest.id, scope.kind, scope.id]);
  return rows.map((row) => {
    const of: Scope = { kind: row.scope_kind, id: row.scope_id };
    return {
      ...{ participantId: row.participant_id, contestUnitId: row.contest_unit_id, unitName: row.unit_name },
      ...{ fullName: row.full_name, isNobody: row.is_nobody },
      prize: {
        ...{ scope: of, fieldTitle: of.kind === 'contest' ? null : fieldOf(contest, of).title },
        ...{ publication: row.publication, hash: row.hash, title: row.title, rank: row.rank, score: row.score },
        group: audiences.get(row.audience ?? '') ?? blocks.get(row.block ?? '') ?? null,
      },
    };
  });
}

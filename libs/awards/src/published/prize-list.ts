import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { choiceWords, formatPoints, type ReportPrize, type Scope } from '#domain';
import { contestById, fieldOf } from '../field.js';
import { prizeList } from './published.queries.js';

/**
 * The prizes that hold within a scope, as an official list has them: of the scope itself, of the rounds of a phase, of
 * everything in the contest. Rounds first, then phases, then the contest; people before units, in the order of the rules.
 * Full names: for the organizers alone, never for a public page. Empty while nothing is published.
 *
 * @throws DomainError CONTEST_NOT_FOUND
 */
export async function publishedPrizes(manager: EntityManager, contestId: number, scope: Scope): Promise<ReportPrize[]> {
  const contest = await contestById(manager, contestId);
  const audiences = new Map(contest.audiences.map(({ code, title }) => [code, title]));
  const blocks = new Map((contest.regulations?.units?.blocks ?? []).map(({ code, title }) => [code, title]));
  const prizes = new Map<string, ReportPrize>();
  for (const row of await run(manager, prizeList, [contestId, scope.kind, scope.id])) {
    const isOfPerson = row.full_name !== null;
    const field: Scope = { kind: row.scope_kind, id: row.scope_id };
    const key = [field.kind, field.id, row.line].join(' ');
    const prize: ReportPrize = prizes.get(key) ?? {
      ...{ title: row.title, to: isOfPerson ? 'person' : 'unit', winners: [] },
      fieldTitle: field.kind === 'contest' ? 'Toàn cuộc thi' : fieldOf(contest, field).title,
      groupTitle: audiences.get(row.audience ?? '') ?? blocks.get(row.block ?? '') ?? null,
    };
    prize.winners.push({
      rank: row.rank,
      name: row.full_name ?? row.unit_name,
      unitName: isOfPerson ? row.unit_name : null,
      result: isOfPerson ? pointsOf(row.score) : placeOf(row),
    });
    prizes.set(key, prize);
  }
  return [...prizes.values()];
}

const pointsOf = (score: number | null): string | null => (score === null ? null : `${formatPoints(score)} điểm`);

/** A unit that is not ranked has its prize for something else, which the rules name. */
const placeOf = ({ rank, by }: { rank: number | null; by: string | null }): string | null =>
  rank !== null ? `Hạng ${rank}` : by === null ? null : (choiceWords('prizes.list[].by', by) ?? null);

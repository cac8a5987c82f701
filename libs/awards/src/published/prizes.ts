import type { EntityManager } from 'typeorm';
import { run } from '#database';
import {
  choiceWords,
  formatPoints,
  type CertifiedPrize,
  type ProposedPrize,
  type ReportPrize,
  type Scope,
} from '#domain';
import { contestById, fieldOf, type AwardedContest } from '../field.js';
import { prizeList } from './published.queries.js';

/** A prize of what is published now, with who holds it. */
export interface HeldPrize {
  /** Null for a unit. */
  participantId: string | null;
  /** The unit, or the one that the person had the prize for. */
  contestUnitId: number;
  unitName: string;
  /** In full: for the organizers alone, never for a public page. Null for a unit. */
  fullName: string | null;
  isNobody: boolean;
  prize: ProposedPrize;
  /** Of the rules, by which prizes of one field are told apart. */
  line: number;
  /** For what the rules give it, as in PrizeLine. */
  by: string | null;
  decision: CertifiedPrize['decision'];
}

const WHOLE_CONTEST: Scope = { kind: 'contest', id: 0 };

/**
 * Every prize that holds within a scope: of the scope itself, of the rounds of a phase, of everything in the contest. Rounds
 * first, then phases, then the contest; people before units, in the order of the rules. Empty while nothing is published.
 */
export async function heldPrizes(manager: EntityManager, contest: AwardedContest, scope: Scope): Promise<HeldPrize[]> {
  const audiences = new Map(contest.audiences.map(({ code, title }) => [code, title]));
  const blocks = new Map((contest.regulations?.units?.blocks ?? []).map(({ code, title }) => [code, title]));
  const rows = await run(manager, prizeList, [contest.id, scope.kind, scope.id]);
  return rows.map((row) => {
    const of: Scope = { kind: row.scope_kind, id: row.scope_id };
    return {
      ...{ participantId: row.participant_id, contestUnitId: row.contest_unit_id, unitName: row.unit_name },
      ...{ fullName: row.full_name, isNobody: row.is_nobody, line: row.line, by: row.by },
      decision: row.decision_number === null ? null : { number: row.decision_number, date: row.decision_date },
      prize: {
        ...{ scope: of, fieldTitle: of.kind === 'contest' ? null : fieldOf(contest, of).title },
        ...{ publication: row.publication, hash: row.hash, title: row.title, rank: row.rank, score: row.score },
        group: audiences.get(row.audience ?? '') ?? blocks.get(row.block ?? '') ?? null,
      },
    };
  });
}

/** The prizes of people of a whole contest, for certificates; units have none. @throws DomainError CONTEST_NOT_FOUND */
export async function personPrizes(manager: EntityManager, contestId: number): Promise<CertifiedPrize[]> {
  const held = await heldPrizes(manager, await contestById(manager, contestId), WHOLE_CONTEST);
  return held.flatMap(({ participantId, isNobody, unitName, decision, prize }) => {
    if (participantId === null) return [];
    const { scope, title, fieldTitle, group } = prize;
    return { participantId, isAnonymous: isNobody, unitName, decision, scope, title, fieldTitle, groupTitle: group };
  });
}

/** The prizes within a scope as an official list has them. @throws DomainError CONTEST_NOT_FOUND */
export async function publishedPrizes(manager: EntityManager, contestId: number, scope: Scope): Promise<ReportPrize[]> {
  const prizes = new Map<string, ReportPrize>();
  for (const held of await heldPrizes(manager, await contestById(manager, contestId), scope)) {
    const { fullName, unitName, prize, line } = held;
    const key = [prize.scope.kind, prize.scope.id, line].join(' ');
    const listed: ReportPrize = prizes.get(key) ?? {
      ...{ title: prize.title, to: fullName !== null ? 'person' : 'unit', winners: [] },
      ...{ fieldTitle: prize.fieldTitle ?? 'Toàn cuộc thi', groupTitle: prize.group },
    };
    listed.winners.push(
      fullName !== null
        ? { rank: prize.rank, name: fullName, unitName, result: pointsOf(prize.score) }
        : { rank: prize.rank, name: unitName, unitName: null, result: placeOf(held) },
    );
    prizes.set(key, listed);
  }
  return [...prizes.values()];
}

const pointsOf = (score: number | null): string | null => (score === null ? null : `${formatPoints(score)} điểm`);

/** A unit that is not ranked has its prize for something else, which the rules name. */
const placeOf = ({ prize: { rank }, by }: HeldPrize): string | null =>
  rank !== null ? `Hạng ${rank}` : by === null ? null : (choiceWords('prizes.list[].by', by) ?? null);

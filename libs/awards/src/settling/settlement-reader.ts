import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { run } from '#database';
import { DomainError, personNumber, truthDefinition, type OutReason, type PassedReason } from '#domain';
import { contestById, fieldNamed, fieldOf, type AwardedContest, type AwardedField } from '../field.js';
import { countUnfinished, type Unfinished } from './obstacle.queries.js';
import { numberOf } from './settlement-work.js';
import * as sql from './settlement.queries.js';
import type { FileSummary } from './summary.js';

/** How far the papers of a winner are looked at. */
export type PaperState = 'not_asked' | 'asked' | 'given' | 'confirmed';

/** Somebody as staff see them. */
export interface KnownPerson {
  /** 'N000123' */
  person: string;
  number: number;
  participantId: string;
  fullName: string;
  unitName: string;
}

/** A prize that a version gives. */
export interface GivenPrize {
  line: number;
  place: number;
  rank: number | null;
  movedUp: number;
  /** Null for a unit. */
  person: KnownPerson | null;
  contestUnitId: number;
  unitName: string;
  papers: PaperState;
  /** Attempts of this person that were voided since the freeze. */
  voidedSince: number;
}

/** A settlement with everything that people decide on. */
export interface SettlementDetail {
  contest: AwardedContest;
  field: AwardedField;
  row: sql.SettlementRow;
  prizes: GivenPrize[];
  /** By number: whoever the summary or a decision names. */
  people: Map<number, KnownPerson>;
  units: Map<number, string>;
  decisions: sql.DecisionRow[];
  approvals: sql.ApprovalRow[];
  /** What the newest version changed against the one before. */
  changes: Changes;
  /** What publishing it would change for everybody; null where nothing else of the field holds. */
  replaces: (Changes & { publication: number }) | null;
  voidedSince: number;
}

/** A prize that a unit would get. */
export interface ForeseenUnitPrize {
  field: string;
  fieldTitle: string;
  contestUnitId: number;
  title: string;
}

/** Truths of predictions as they stand. Instants in epoch ms. */
export interface TruthsNow {
  /** What is counted, in words. */
  definition: string;
  at: number;
  values: { field: string; title: string; audience: string | null; value: number; isOver: boolean }[];
}

/** Who has a prize and had none of that line, and the other way round. */
export interface Changes {
  gained: Change[];
  lost: Change[];
}

/** Somebody who moves in or out, with what tells why. */
export interface Change {
  line: number;
  number: number | null;
  contestUnitId: number;
  unitName: string;
  /** Where the person stands now; null for who is on the board no more, for units and special prizes. */
  rank: number | null;
  /** Of who moves in: how many before were replaced. */
  movedUp: number;
  /** Of who moves out: why the turn passed, and by which decision; null where the turn did not come. */
  passed: { reason: PassedReason; out: OutReason | null } | null;
}

/** Reads settlements for those who decide on them. */
@Injectable()
export class SettlementReader {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** @throws DomainError NOT_FOUND */
  async read(contestId: number, id: string): Promise<SettlementDetail> {
    const { manager } = this.dataSource;
    const [row] = await run(manager, sql.readSettlement, [contestId, id]);
    if (!row) throw new DomainError('NOT_FOUND');
    const contest = await contestById(manager, contestId);
    const field = fieldOf(contest, { kind: row.scope_kind, id: row.scope_id });
    const awards = await run(manager, sql.readAwards, [contestId, id, row.version]);
    const before = row.version > 1 ? await run(manager, sql.readAwards, [contestId, id, row.version - 1]) : awards;
    const decisions = await run(manager, sql.readDecisions, [contestId, id]);
    const { scope_kind: kind, scope_id: scopeId } = row;
    const [holds] = await run(manager, sql.lastPublication, [contestId, kind, scopeId]);
    const isOther = holds !== undefined && (holds.settlement_id !== id || holds.version !== row.version);
    const publicAwards = isOther
      ? await run(manager, sql.readAwards, [contestId, holds.settlement_id, holds.version])
      : awards;
    const numbers = namedIn(row, [...awards, ...before, ...publicAwards], decisions);
    const ranks = await run(manager, sql.ranksOf, [contestId, id, awardedIn([...before, ...publicAwards])]);
    const people = await peopleOf(manager, contestId, numbers);
    const frozenAt = row.summary?.frozenAt ?? contest.now;
    const winners = awards.flatMap(({ number }) => number ?? []);
    const checks = new Map(
      (await run(manager, sql.readChecks, [contestId, winners, field.roundIds, frozenAt])).map((one) => [
        one.number,
        one,
      ]),
    );
    const confirmed = new Set(
      decisions.filter((one) => one.kind === 'confirmed' && !one.taken_back_at).flatMap((one) => one.numbers),
    );
    const papers = (number: number | null): PaperState => {
      const check = number === null ? undefined : checks.get(number);
      if (number !== null && confirmed.has(number)) return 'confirmed';
      return check?.is_given ? 'given' : check?.is_asked ? 'asked' : 'not_asked';
    };
    const [voided] = await run(manager, sql.countVoidedSince, [contestId, field.roundIds, frozenAt]);
    return {
      ...{ contest, field, row, people, decisions },
      prizes: awards.map((one) => ({
        ...{ line: one.line, place: one.place, rank: one.rank, movedUp: one.moved_up },
        person: one.number === null ? null : (people.get(one.number) ?? null),
        ...{ contestUnitId: one.contest_unit_id, unitName: one.unit_name, papers: papers(one.number) },
        voidedSince: one.number === null ? 0 : (checks.get(one.number)?.voided ?? 0),
      })),
      units: await unitNames(manager, contestId, row, decisions),
      approvals: await run(manager, sql.readApprovals, [contestId, id, row.version]),
      changes: changesOf(row.summary, before, awards, ranks),
      replaces: isOther ? { publication: holds.number, ...changesOf(row.summary, publicAwards, awards, ranks) } : null,
      voidedSince: row.summary === null ? 0 : voided!.attempts,
    };
  }

  /** What a freeze of a field would take now. @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND */
  async freezeCounts(contestId: number, name: string): Promise<sql.FreezeCounts & Unfinished> {
    const { manager } = this.dataSource;
    const { roundIds } = fieldNamed(await contestById(manager, contestId), name);
    const [counts] = await run(manager, sql.countToFreeze, [contestId, roundIds]);
    const [unfinished] = await run(manager, countUnfinished, [contestId, roundIds]);
    return { ...counts!, ...unfinished! };
  }

  /** What units would get by settlements that are computed and not published: may still change. */
  async foreseenUnitPrizes(contestId: number): Promise<ForeseenUnitPrize[]> {
    const { manager } = this.dataSource;
    const contest = await contestById(manager, contestId);
    const rows = await run(manager, sql.foreseenUnitPrizes, [contestId]);
    return rows.map(({ scope_kind: kind, scope_id: id, contest_unit_id: contestUnitId, title }) => {
      const { name: field, title: fieldTitle } = fieldOf(contest, { kind, id });
      return { field, fieldTitle, contestUnitId, title };
    });
  }

  /**
   * What predictions would be measured against if everything were frozen now, over the attempts that are valid and graded.
   * @returns null where nothing is predicted; `isOver` tells whether a part can still grow
   */
  async truths(contestId: number): Promise<TruthsNow | null> {
    const { manager } = this.dataSource;
    const contest = await contestById(manager, contestId);
    const plan = contest.deciding?.prediction ?? null;
    if (plan === null) return null;
    const rows = await run(manager, sql.readTruths, [contestId, plan.of, plan.among === 'own_audience']);
    return {
      definition: truthDefinition(plan),
      at: contest.now,
      values: rows.map((row) => {
        const { phaseId = null } = contest.rounds.find(({ id }) => id === row.round_id) ?? {};
        const id = { round: row.round_id, phase: phaseId ?? 0, contest: 0 }[plan.of];
        const { name, title, closesAt } = fieldOf(contest, { kind: plan.of, id });
        const audience = contest.audiences.find((one) => one.id === row.audience_id)?.title ?? null;
        return { field: name, title, audience, value: row[plan.subject], isOver: closesAt <= contest.now };
      }),
    };
  }

  /**
   * A page of the standings, with who they are.
   * @param wish.board code of the audience; '' where all share one
   * @throws DomainError NOT_FOUND
   */
  async lines(
    contestId: number,
    id: string,
    wish: { board: string; search: string | null; after: number; limit: number },
  ): Promise<{ lines: (sql.LineRow & { known: KnownPerson | null })[]; next: number | null }> {
    const { manager } = this.dataSource;
    const [row] = await run(manager, sql.readSettlement, [contestId, id]);
    if (!row) throw new DomainError('NOT_FOUND');
    const { board, search, after, limit } = wish;
    const values = [contestId, id, board, after, limit + 1];
    const asked = /^n?0*(\d{1,9})$/i.exec(search ?? '')?.[1] ?? null;
    const found =
      search === null || search === ''
        ? await run(manager, sql.readLines, values)
        : await run(manager, sql.searchLines, [...values, search, asked]);
    const lines = found.slice(0, limit);
    const people = await peopleOf(
      manager,
      contestId,
      lines.map(({ number }) => number),
    );
    return {
      lines: lines.map((line) => ({ ...line, known: people.get(line.number) ?? null })),
      next: found.length > limit ? lines.at(-1)!.place : null,
    };
  }
}

/** Who these numbers are, by number. */
async function peopleOf(
  manager: EntityManager,
  contestId: number,
  numbers: readonly number[],
): Promise<Map<number, KnownPerson>> {
  const rows = numbers.length === 0 ? [] : await run(manager, sql.readPeople, [contestId, [...new Set(numbers)]]);
  return new Map(
    rows.map((row) => [
      row.number,
      {
        ...{ person: personNumber(row.number), number: row.number, participantId: row.participant_id },
        ...{ fullName: row.full_name, unitName: row.unit_name },
      },
    ]),
  );
}

function namedIn(
  { summary }: sql.SettlementRow,
  awards: readonly sql.AwardRow[],
  decisions: readonly sql.DecisionRow[],
): number[] {
  const { passedOver = [], ties = [], draws = [] } = summary ?? {};
  return [
    ...awards.flatMap(({ number }) => number ?? []),
    ...decisions.flatMap(({ numbers }) => numbers),
    ...passedOver.flatMap(({ person }) => (person === null ? [] : numberOf(person))),
    ...ties.flatMap(({ persons }) => persons.map(numberOf)),
    ...draws.flatMap(({ lots }) => lots.map(({ person }) => numberOf(person))),
  ];
}

async function unitNames(
  manager: EntityManager,
  contestId: number,
  { summary }: sql.SettlementRow,
  decisions: readonly sql.DecisionRow[],
): Promise<Map<number, string>> {
  const units = [
    ...decisions.flatMap((one) => one.contest_unit_ids),
    ...(summary?.passedOver ?? []).flatMap(({ unit }) => unit ?? []),
    ...(summary?.ties ?? []).flatMap((tie) => tie.units),
  ];
  const rows = units.length === 0 ? [] : await run(manager, sql.unitsThere, [contestId, units]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const awardedIn = (awards: readonly sql.AwardRow[]): number[] => [
  ...new Set(awards.flatMap(({ number }) => number ?? [])),
];

/** @param ranks in what is now, of those who have a prize in `before` */
function changesOf(
  summary: FileSummary | null,
  before: readonly sql.AwardRow[],
  now: readonly sql.AwardRow[],
  ranks: readonly { number: number; board: string; rank: number }[],
): Changes {
  const passedOf = ({ line, number, contest_unit_id: unit }: sql.AwardRow): Change['passed'] => {
    const isOne = (one: FileSummary['passedOver'][number]) =>
      one.line === line && (number === null ? one.unit === unit : one.person === personNumber(number));
    const found = summary?.passedOver.find(isOne);
    return found ? { reason: found.reason, out: found.out } : null;
  };
  const rankOf = ({ line, number, rank }: sql.AwardRow): number | null => {
    if (number === null || rank === null) return null;
    const own = ranks.filter((one) => one.number === number);
    const board = summary?.prizes[line]?.audience ?? '';
    return (own.find((one) => one.board === board) ?? own[0])?.rank ?? null;
  };
  const told = ({ line, number, contest_unit_id: contestUnitId, unit_name: unitName }: sql.AwardRow) => ({
    ...{ line, number, contestUnitId, unitName },
  });
  return {
    gained: without(now, before).map((one) => ({ ...told(one), rank: one.rank, movedUp: one.moved_up, passed: null })),
    lost: without(before, now).map((one) => ({ ...told(one), rank: rankOf(one), movedUp: 0, passed: passedOf(one) })),
  };
}

/** The prizes of one list whose holders have none of that line in the other. */
function without(list: readonly sql.AwardRow[], other: readonly sql.AwardRow[]): sql.AwardRow[] {
  const key = ({ line, number, contest_unit_id: unit }: sql.AwardRow) => `${line} ${number ?? `u${unit}`}`;
  const known = new Set(other.map(key));
  return list.filter((one) => !known.has(key(one)));
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import {
  FROZEN_INPUT_FORMAT,
  ATTEMPT_COLUMNS,
  inOrder,
  needsBirthOrder,
  needsUnits,
  officialPlaces,
  personNumber,
  truthDefinition,
  truthValues,
  winnersOf,
  type AttemptRow,
  type DecidingRules,
  type FrozenInput,
  type WinnerFile,
} from '#domain';
import { softwareVersion } from '#platform';
import { contestById, fieldOf, roundCode, type AwardedContest, type AwardedField } from '../field.js';
import { LotService } from '../lots/lot.service.js';
import { packed, sha256Of, unpacked } from '../packed.js';
import { decisionsOf } from './decisions.js';
import { obstaclesOf } from './obstacles.js';
import * as sql from './freeze.queries.js';
import type { Standing } from './settlement.queries.js';
import { summaryOf } from './summary.js';

export type { OwedSettlement } from './freeze.queries.js';

/** Some tens of milliseconds of work, between which others are served. */
const PAGE_ROWS = 5_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A version that broke off so often is given up. */
const TRIES_MAX = 3;
/** Why it was given up then; pages have words for it. */
export const SETTLEMENT_INTERRUPTED = 'SETTLEMENT_INTERRUPTED';

/** Which settlement. */
export type SettlementId = Pick<sql.OwedSettlement, 'contest_id' | 'id'>;

/** Counts the corrections of keys of a contest that were decided and are not carried out: what another room knows. */
export type KeysOpen = (manager: EntityManager, contestId: number) => Promise<number>;

/** What a version is made of, before it is written. */
interface Made {
  input: FrozenInput;
  /** By number, people who have none yet. */
  newcomers: Map<number, string>;
}

/**
 * The half of a settlement that reads attempts: freezes what decides, finds the winners by the rules, and writes both. For
 * the worker alone. A version is read in one picture of the database and written in one transaction, so whoever dies in the
 * middle has done nothing and the next one begins anew.
 */
@Injectable()
export class SettlementWork {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly lots: LotService,
  ) {}

  /** Settlements that a version is owed of, oldest first. */
  owed(): Promise<sql.OwedSettlement[]> {
    return run(this.dataSource.manager, sql.owedSettlements, []);
  }

  /**
   * Makes the version that a settlement is owed. What broke off as often as `TRIES_MAX` is given up instead: whoever dies of it
   * would die of it again, and what waits behind it would never be made.
   *
   * @param begun is told when the work on it begins, from where on it is a try
   * @returns false where another worker is at it, or nothing is owed any more
   */
  async make(
    wish: sql.OwedSettlement,
    keysOpen: KeysOpen,
    begun?: (owed: SettlementId) => Promise<void>,
  ): Promise<boolean> {
    // The lock is held until the writing, on another connection, is done: nobody reads what would be written twice.
    return this.dataSource.transaction('REPEATABLE READ', async (reading) => {
      const [lock] = await run(reading, sql.trySettle, [wish.contest_id]);
      if (!lock!.mine) return false;
      const [owed] = await run(reading, sql.readOwed, [wish.contest_id, wish.id]);
      if (!owed) return false;
      const [begin] = await run(this.dataSource.manager, sql.beginTry, [owed.contest_id, owed.id]);
      if (!begin) return false;
      if (begin.tries > TRIES_MAX) {
        await this.fail(owed, SETTLEMENT_INTERRUPTED);
        return true;
      }
      await begun?.(owed);
      const contest = await contestById(reading, owed.contest_id);
      const field = fieldOf(contest, { kind: owed.scope_kind, id: owed.scope_id });
      const made =
        owed.version === 0
          ? await this.freeze(reading, owed, contest, field, keysOpen)
          : await this.again(reading, owed);
      if (typeof made === 'string') {
        await this.fail(owed, made);
        return true;
      }
      const file = winnersOf(made.input, sha256Of);
      await this.write(owed, field, made, file);
      return true;
    });
  }

  /** Gives up, and says why to whoever looks at it. */
  async fail({ contest_id, id, asked_by, wanted }: sql.OwedSettlement, reason: string): Promise<void> {
    const failure = reason.slice(0, 500);
    await this.dataSource.transaction(async (manager) => {
      const [failed] = await run(manager, sql.failSettlement, [contest_id, id, failure]);
      if (!failed) return;
      await appendAudit(manager, {
        ...{ actorId: asked_by, action: 'settlement.failed', subject: `contest/${contest_id}/settlement/${id}` },
        after: { version: wanted, failure },
      });
    });
  }

  /** Whoever was at it was told to end: that was no try. */
  async takeBack({ contest_id, id }: SettlementId): Promise<void> {
    await run(this.dataSource.manager, sql.takeBackTry, [contest_id, id]);
  }

  /** What is frozen for the first version; the code of what stands in the way, where something has come since it was asked. */
  private async freeze(
    reading: EntityManager,
    owed: sql.OwedSettlement,
    contest: AwardedContest,
    field: AwardedField,
    keysOpen: KeysOpen,
  ): Promise<Made | string> {
    const { deciding } = contest;
    const lot = await this.lots.unsealed(reading, contest.id, field.scope);
    const told = (await this.lots.read(reading, contest)).get(field.name) ?? null;
    const facts = { keysOpen: await keysOpen(reading, contest.id), lot: told };
    const obstacle = (await obstaclesOf(reading, contest, field, facts)).find(({ isPassable }) => !isPassable);
    if (obstacle || deciding === null) return obstacle?.code ?? 'SETTLEMENT_WITHOUT_RULES';

    const numbers = new Map(
      (await run(reading, sql.readNumbers, [contest.id])).map((row) => [row.participant_id, row.number]),
    );
    const numberedBefore = Math.max(0, ...numbers.values());
    const rows = await this.rows(reading, owed, field, deciding);
    const newcomers = new Map<number, string>();
    for (const { participant_id: person } of rows) {
      if (numbers.has(person)) continue;
      const next = numberedBefore + newcomers.size + 1;
      newcomers.set(next, person);
      numbers.set(person, next);
    }
    const attempts = attemptRows(contest, deciding, rows, numbers);
    const withUnits = needsUnits(deciding);
    const { code } = field;
    const of = field.scope.kind;
    const input: FrozenInput = {
      format: FROZEN_INPUT_FORMAT,
      contest: { slug: contest.slug, title: contest.title },
      field: { of, code, title: field.title },
      ruleRevision: contest.revision,
      software: softwareVersion(),
      frozenAt: contest.now,
      rules: deciding,
      truths: deciding.prediction && {
        definition: truthDefinition(deciding.prediction),
        at: contest.now,
        values: truthValues(deciding, { of, code }, attempts),
      },
      lot: deciding.ranking.criteria.includes('lot') ? lot : null,
      persons: { numberedBefore },
      attempts: { columns: ATTEMPT_COLUMNS, rows: attempts },
      units: withUnits ? await unitsOf(reading, contest.id) : [],
      earlier: await earlierOf(reading, contest, field, withUnits),
      decisions: decisionsOf(await run(reading, sql.readDeciding, [contest.id, owed.id])),
    };
    return { input: inOrder(input), newcomers };
  }

  /** The same frozen input with what people have decided since. */
  private async again(reading: EntityManager, owed: sql.OwedSettlement): Promise<Made> {
    const { contest_id: contestId, id, version } = owed;
    const [row] = await run(reading, sql.readInput, [contestId, id, version]);
    const before = await unpacked<FrozenInput>(row!.input);
    const decisions = decisionsOf(await run(reading, sql.readDeciding, [contestId, id]));
    return { input: inOrder({ ...before, decisions }), newcomers: new Map() };
  }

  /** All attempts that decide, in the order of their numbers. */
  private async rows(
    reading: EntityManager,
    { contest_id: contestId, id }: sql.OwedSettlement,
    { roundIds }: AwardedField,
    deciding: DecidingRules,
  ): Promise<sql.FrozenRow[]> {
    const [count] = await run(reading, sql.countValid, [contestId, roundIds]);
    const rows: sql.FrozenRow[] = [];
    const asks = [deciding.prediction !== null, needsBirthOrder(deciding)];
    for (let last = { participant_id: NOBODY, attempt_id: NOBODY }; ;) {
      const values = [contestId, roundIds, last.participant_id, last.attempt_id, ...asks, PAGE_ROWS];
      const page = await run(reading, sql.nextFrozen, values);
      rows.push(...page);
      await run(this.dataSource.manager, sql.keepProgress, [contestId, id, rows.length, count!.attempts]);
      if (page.length < PAGE_ROWS) break;
      last = page.at(-1)!;
    }
    const byId = (a: sql.FrozenRow, b: sql.FrozenRow) => (a.attempt_id < b.attempt_id ? -1 : 1);
    return rows.sort((a, b) => a.started_ms - b.started_ms || a.submitted_ms - b.submitted_ms || byId(a, b));
  }

  private async write(owed: sql.OwedSettlement, field: AwardedField, made: Made, file: WinnerFile): Promise<void> {
    const { contest_id: contestId, id, wanted } = owed;
    const [input, content] = [await packed(made.input), await packed(file)];
    await this.dataSource.transaction(async (manager) => {
      const [ended] = await run(manager, sql.endComputing, [contestId, id, wanted]);
      // Given up meanwhile.
      if (!ended) return;
      const newcomers = [...made.newcomers];
      if (newcomers.length > 0) {
        await run(manager, sql.addNumbers, [
          contestId,
          newcomers.map(([n]) => n),
          newcomers.map(([, person]) => person),
        ]);
      }
      const summary = JSON.stringify(summaryOf(made.input, file));
      await run(manager, sql.addFile, [contestId, id, wanted, input, file.inputHash, content, file.hash, summary]);
      await run(manager, sql.addAwards, [contestId, id, wanted, JSON.stringify(awardRows(made.input, file))]);
      if (owed.version === 0) {
        await addLines(manager, owed, made.input);
        if (made.input.lot?.seed) await this.lots.reveal(manager, contestId, field.scope, made.input.lot.seed);
      }
      await appendAudit(manager, {
        actorId: owed.asked_by,
        action: 'settlement.computed',
        subject: `contest/${contestId}/settlement/${id}`,
        after: { version: wanted, hash: file.hash, inputHash: file.inputHash },
      });
    });
  }
}

function attemptRows(
  contest: AwardedContest,
  deciding: DecidingRules,
  rows: readonly sql.FrozenRow[],
  numbers: ReadonlyMap<string, number>,
): AttemptRow[] {
  const withUnits = needsUnits(deciding);
  const audiences = new Map(contest.audiences.map(({ id, code }) => [id, code]));
  const groups = new Set(deciding.audiences.groups.map(({ code }) => code));
  const born = [...new Set(rows.flatMap(({ birth_date }) => birth_date ?? []))].sort();
  const birthOrder = new Map(born.map((date, i) => [date, i + 1]));
  return rows.map((row, i) => {
    const audience = audiences.get(row.audience_id) ?? null;
    return [
      i + 1,
      personNumber(numbers.get(row.participant_id)!),
      roundCode(contest, row.round_id),
      audience !== null && groups.has(audience) ? audience : null,
      withUnits ? row.contest_unit_id : null,
      Math.round(row.started_ms),
      Math.round(row.submitted_ms),
      row.duration_ms,
      row.score,
      row.full_marks,
      row.prediction,
      row.birth_date === null ? null : birthOrder.get(row.birth_date)!,
    ];
  });
}

async function unitsOf(reading: EntityManager, contestId: number): Promise<FrozenInput['units']> {
  const rows = await run(reading, sql.readUnits, [contestId]);
  return rows.map(({ id, name, block, headcount, parent_id: parent, invited }) => ({
    ...{ id, title: name, block, headcount, parent, invited },
  }));
}

async function earlierOf(
  reading: EntityManager,
  contest: AwardedContest,
  { scope }: AwardedField,
  withUnits: boolean,
): Promise<FrozenInput['earlier']> {
  const rows = await run(reading, sql.readEarlier, [contest.id, scope.kind, scope.id]);
  return rows.map(({ scope_kind: of, scope_id: id, hash, awards }) => ({
    ...{ of, code: fieldOf(contest, { kind: of, id }).code, hash },
    awards: awards.map(({ line, number, unit }) => ({
      ...{ line, person: personNumber(number), unit: withUnits ? unit : null },
    })),
  }));
}

/** The number in 'N000123'. */
export const numberOf = (person: string): number => Number(person.slice(1));

function awardRows({ rules }: FrozenInput, { awards }: WinnerFile) {
  return awards.map(({ line, place, person, unit, rank, movedUp }) => {
    const { title, amountVnd } = rules.prizes.list[line]!;
    const number = person === null ? null : numberOf(person);
    return { line, place, title, amount: amountVnd, number, unit, rank, moved_up: movedUp };
  });
}

/** The standings once more, with what the file leaves out because anybody finds it: times, and what is ahead of whom by what. */
async function addLines(manager: EntityManager, owed: sql.OwedSettlement, input: FrozenInput): Promise<void> {
  for (const { audience, places } of officialPlaces(input, sha256Of)) {
    for (let at = 0; at < places.length; at += PAGE_ROWS) {
      const some = places.slice(at, at + PAGE_ROWS);
      await run(manager, sql.addLines, [
        ...[owed.contest_id, owed.id, audience ?? '', at + 1],
        some.map(({ rank }) => rank),
        some.map(({ person }) => numberOf(person)),
        some.map(({ score, distance, durationMs, decided, ahead }) =>
          JSON.stringify({ score, distance, durationMs, decided, ahead } satisfies Standing),
        ),
      ]);
    }
  }
}

import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { run } from '#database';
import { ALL_AUDIENCES, officialPlaces, type FrozenInput, type OfficialPlace, type Sha256 } from '#domain';
import { ContestReader, type ReportedContest } from '../report.contest.js';
import { markTally } from '../tally.queries.js';
import * as sql from './official-board.queries.js';

const unzip = promisify(gunzip);
/** Lines of one statement. */
const LINES = 2_000;

const sha256: Sha256 = (pieces) => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

/**
 * Makes the boards of results that were published, from the very file that was: the order, what decided each place, and the
 * figures of that moment, once for each settlement and never for a view. Lives in the worker, and can be done again at any time.
 */
@Injectable()
export class OfficialBoards {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
  ) {}

  /** Whether a publication holds that no board shows yet. */
  async isOwed(): Promise<boolean> {
    return (await run(this.dataSource.manager, sql.owedBoards, [])).length > 0;
  }

  /**
   * Does what is owed now, each board by itself.
   * @returns the contests of which a board is official from now on, or shows a newer publication
   */
  async work(): Promise<number[]> {
    const changed = new Set<number>();
    for (const owed of await run(this.dataSource.manager, sql.owedBoards, []))
      if (await this.dataSource.transaction((manager) => this.make(manager, owed))) changed.add(owed.contest_id);
    return [...changed];
  }

  private async make(manager: EntityManager, owed: sql.OwedBoard): Promise<boolean> {
    const { contest_id: contestId, scope_kind: kind, scope_id: id, number, settlement_id: settlement } = owed;
    const [lock] = await run(manager, sql.tryMake, [contestId]);
    if (!lock!.mine) return false;
    if (owed.made_of === settlement) await run(manager, sql.renumberBoard, [contestId, kind, id, number]);
    else await this.fill(manager, owed);
    // Pages ask for a board anew when the figures are newer.
    await run(manager, markTally, [contestId]);
    return true;
  }

  private async fill(manager: EntityManager, owed: sql.OwedBoard): Promise<void> {
    const { contest_id: contestId, scope_kind: kind, scope_id: id, number, settlement_id: settlement } = owed;
    const [file] = await run(manager, sql.readFrozenInput, [contestId, settlement, owed.version]);
    const input = JSON.parse((await unzip(file!.input)).toString()) as FrozenInput;
    const contest = await this.contests.byId(manager, contestId);
    await run(manager, sql.dropBoard, [contestId, kind, id]);
    await run(manager, sql.addBoard, [contestId, kind, id, number, settlement]);
    for (const { audience, places } of officialPlaces(input, sha256)) {
      const board = [contestId, kind, id, audienceIdOf(contest, input, audience)];
      for (let at = 0; at < places.length; at += LINES) {
        await run(manager, sql.addPlaces, [...board, at, ...columns(places.slice(at, at + LINES))]);
        await nextTurn();
      }
    }
  }
}

/** The audience whose board this is; where the rules know no audiences it is that of everybody there is. */
function audienceIdOf(contest: ReportedContest, { rules }: FrozenInput, audience: string | null): number {
  const { audiences, rules: served } = contest;
  if (audience !== null) return audiences.find(({ code }) => code === audience)?.id ?? ALL_AUDIENCES;
  const isOnly = rules.audiences.groups.length === 0 && served.oneBoard !== true;
  return (isOnly ? audiences[0]?.id : undefined) ?? ALL_AUDIENCES;
}

/** 'N000123' → 123 */
const numberOf = (person: string): number => Number(person.slice(1));

const columns = (lines: readonly OfficialPlace[]): unknown[] => [
  lines.map(({ rank }) => rank),
  lines.map(({ person }) => numberOf(person)),
  lines.map(({ unit }) => unit),
  lines.map(({ score }) => score),
  lines.map(({ fullMarks }) => fullMarks),
  lines.map(({ durationMs }) => durationMs),
  lines.map(({ attemptCount }) => attemptCount),
  lines.map(({ decided }) => decided && JSON.stringify(decided)),
];

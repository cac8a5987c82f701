import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, searchKey } from '#domain';
import type { TableRow } from '#platform';
import { ContestService } from '../contest.service.js';
import { readInvitedList } from '../invited-list.js';
import { livingUnits } from '../plans/plan.queries.js';
import { readBlocks, type Block, type ListFault } from './block-column.js';
import { earlierTotals } from './earlier-totals.js';
import * as sql from './invited-units.queries.js';
import { readTotals } from './totals-list.js';

/** Where a number comes from. */
export interface NumberSource {
  /** 'YYYY-MM-DD' */
  on: string;
  source: string;
}

export interface InvitedActor {
  accountId: string;
  requestId: string | null;
}

/** What a list does or did to the invited units of a contest. */
export interface InvitedOutcome {
  rows: number;
  added: number;
  /** Units whose head-count becomes another. */
  headcounts: number;
  /** Units that come into another block. */
  blocks: number;
  /** Units with totals of earlier times. */
  totals: number;
  /** Units whose former ones were split, so that no total can be compared. */
  split: number;
  same: number;
  faultCount: number;
  faults: ListFault[];
}

export interface InvitedSearch {
  search: string;
  block: string | null;
  after: { name: string; id: number } | null;
  limit: number;
}

const TOLD_MAX = 200;

/** The invited units of a contest while it is prepared and while it runs: who, how many people, in which block. */
@Injectable()
export class InvitedUnitsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestService,
  ) {}

  async list(contestId: number, { search, block, after, limit }: InvitedSearch) {
    const { manager } = this.dataSource;
    const key = searchKey(search).replace(/[\\%_]/g, '\\$&');
    const values = [contestId, `%${key}%`, `${key}%`, block, after?.name ?? null, after?.id ?? null, limit];
    const [summary] = await run(manager, sql.invitedSummary, [contestId]);
    const blocks = await this.blocksOf(manager, contestId);
    return { summary: summary!, blocks, units: await run(manager, sql.listInvited, values) };
  }

  /**
   * Brings the list to what a file says: units that are not invited yet come in, head-counts that differ become dated rows,
   * blocks of the regulations are set. Units that the file does not name stay.
   *
   * @throws DomainError INVITED_LIST_FAULTY {faults, row, message} unless `isDry`; nothing is written then
   */
  async importList(
    contestId: number,
    table: readonly TableRow[],
    from: NumberSource,
    isDry: boolean,
    by: InvitedActor,
  ): Promise<InvitedOutcome> {
    return this.dataSource.transaction(async (manager) => {
      const { rows, faults } = readInvitedList(table);
      const blocks = readBlocks(table, await this.blocksOf(manager, contestId), faults);
      const codes = rows.map(({ code }) => code);
      const known = new Map((await run(manager, sql.lockInvited, [contestId, codes])).map((unit) => [unit.code, unit]));
      const fresh = rows.filter(({ code }) => !known.has(code));
      const living = await run(manager, livingUnits, [fresh.map(({ code }) => code)]);
      const dayOf = new Map(living.map(({ code, valid_from }) => [code, valid_from]));
      for (const { row, code } of fresh) {
        if (!dayOf.has(code))
          faults.push({ row, message: `cây đơn vị không có đơn vị nào đang hoạt động mang mã ${code}.` });
      }
      const counted = rows.filter(
        ({ code, headcount }) => headcount !== null && known.get(code)?.headcount !== headcount,
      );
      const placed = rows.filter(({ row, code }) => blocks.has(row) && known.get(code)?.block !== blocks.get(row));
      const touched = new Set([...fresh, ...counted, ...placed].map(({ code }) => code));
      const outcome = toldOf(rows.length, faults, {
        ...{ added: fresh.length, headcounts: counted.length, blocks: placed.length, totals: 0, split: 0 },
        same: rows.length - touched.size,
      });
      if (isDry) return outcome;
      refuseFaulty(faults);
      const invited = fresh.map(({ code }) => ({
        code,
        validFrom: dayOf.get(code)!,
        headcount: null,
        headcountNote: null,
      }));
      if (invited.length > 0) await this.contests.inviteUnits(manager, contestId, invited);
      const all = new Map((await run(manager, sql.lockInvited, [contestId, codes])).map(({ id, code }) => [code, id]));
      const pairs = counted.map(({ code, headcount }): [number, number] => [all.get(code)!, headcount!]);
      await this.count(manager, contestId, pairs, from);
      const ids = placed.map(({ code }) => all.get(code)!);
      await run(manager, sql.setBlocks, [contestId, ids, placed.map(({ row }) => blocks.get(row)!)]);
      const { added, headcounts, blocks: moved } = outcome;
      await this.note(manager, contestId, 'invited_units.imported', by, { added, headcounts, blocks: moved, ...from });
      return outcome;
    });
  }

  /** Invites units of the tree as it is today. @throws DomainError UNIT_NOT_FOUND {code} */
  async add(contestId: number, codes: readonly string[], by: InvitedActor): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const living = await run(manager, livingUnits, [codes]);
      const missing = codes.find((code) => !living.some((unit) => unit.code === code));
      if (missing !== undefined) throw new DomainError('UNIT_NOT_FOUND', { code: missing });
      const wanted = living.map(({ code, valid_from }) => {
        return { code, validFrom: valid_from, headcount: null, headcountNote: null };
      });
      const added = await this.contests.inviteUnits(manager, contestId, wanted);
      await this.note(manager, contestId, 'invited_units.added', by, { codes });
      return added;
    });
  }

  /** Takes units off the list. @throws DomainError UNIT_NOT_FOUND; UNIT_IN_USE {people} when somebody stands for them */
  async remove(contestId: number, codes: readonly string[], by: InvitedActor): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const units = await this.invited(manager, contestId, codes);
      const ids = units.map(({ id }) => id);
      const [standing] = await run(manager, sql.standingOn, [ids]);
      const { people, other } = standing!;
      if (people + other > 0) throw new DomainError('UNIT_IN_USE', { people, other });
      await run(manager, sql.removeInvited, [contestId, ids]);
      await this.note(manager, contestId, 'invited_units.removed', by, { codes });
      return units.length;
    });
  }

  /** Adds a head-count with its day and source; earlier ones stay to be seen. @throws DomainError UNIT_NOT_FOUND */
  async setHeadcount(
    contestId: number,
    code: string,
    headcount: number,
    from: NumberSource,
    by: InvitedActor,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [unit] = await this.invited(manager, contestId, [code]);
      await this.count(manager, contestId, [[unit!.id, headcount]], from);
      const before = { code, headcount: unit!.headcount };
      await this.note(manager, contestId, 'invited_units.counted', by, { code, headcount, ...from }, before);
    });
  }

  /** Puts units into a block by its code, null: into none. @throws DomainError UNIT_NOT_FOUND, BLOCK_NOT_FOUND */
  async setBlock(contestId: number, codes: readonly string[], block: string | null, by: InvitedActor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const blocks = await this.blocksOf(manager, contestId);
      if (block !== null && !blocks.some(({ code }) => code === block)) throw new DomainError('BLOCK_NOT_FOUND');
      const ids = (await this.invited(manager, contestId, codes)).map(({ id }) => id);
      await run(manager, sql.setBlocks, [contestId, ids, ids.map(() => block)]);
      await this.note(manager, contestId, 'invited_units.grouped', by, { codes, block });
    });
  }

  /**
   * Notes totals of earlier times from a file. They stand beside the computed figures and are never added to them. A code
   * names the unit of the day that the totals are of; those of units that were merged since are added up.
   *
   * @throws DomainError INVITED_LIST_FAULTY unless `isDry`
   */
  async importTotals(
    contestId: number,
    table: readonly TableRow[],
    from: NumberSource,
    isDry: boolean,
    by: InvitedActor,
  ): Promise<InvitedOutcome> {
    return this.dataSource.transaction(async (manager) => {
      const { rows, faults } = readTotals(table);
      const codes = rows.map(({ code }) => code);
      const units = await run(manager, sql.lockInvited, [contestId, codes]);
      const former = await run(manager, sql.predecessorsOn, [contestId, from.on]);
      const borne = await run(manager, sql.codesBorneOn, [codes, from.on]);
      const invited = new Map(units.map(({ id, code }) => [code, id]));
      const found = earlierTotals(rows, former, invited, new Set(borne.map(({ code }) => code)));
      const split = found.totals.filter(({ splitFrom }) => splitFrom.length > 0).length;
      const all = [...faults, ...found.faults];
      const counts = { added: 0, headcounts: 0, blocks: 0, totals: found.totals.length - split, split, same: 0 };
      const outcome = toldOf(rows.length, all, counts);
      if (isDry) return outcome;
      refuseFaulty(all);
      await run(manager, sql.noteEarlier, [contestId, JSON.stringify(found.totals), from.on, from.source]);
      await this.note(manager, contestId, 'earlier_totals.imported', by, { units: rows.length, ...from });
      return outcome;
    });
  }

  private async blocksOf(manager: EntityManager, contestId: number): Promise<Block[]> {
    return (await run(manager, sql.blocksOfRegulations, [contestId]))[0]?.blocks ?? [];
  }

  private async invited(manager: EntityManager, contestId: number, codes: readonly string[]) {
    const units = await run(manager, sql.lockInvited, [contestId, codes]);
    const missing = codes.find((code) => !units.some((unit) => unit.code === code));
    if (missing !== undefined) throw new DomainError('UNIT_NOT_FOUND', { code: missing });
    return units;
  }

  private async count(
    manager: EntityManager,
    contestId: number,
    pairs: readonly [number, number][],
    { on, source }: NumberSource,
  ): Promise<void> {
    const [ids, counts] = [pairs.map(([id]) => id), pairs.map(([, headcount]) => headcount)];
    const [year, month, day] = on.split('-');
    await run(manager, sql.addHeadcounts, [contestId, ids, counts, on, source, `${source}, ${day}/${month}/${year}`]);
  }

  private async note(
    manager: EntityManager,
    contestId: number,
    action: string,
    { accountId, requestId }: InvitedActor,
    after: object,
    before?: object,
  ): Promise<void> {
    const row = { actorId: accountId, requestId, action, subject: `contest/${contestId}`, after };
    await appendAudit(manager, { ...row, ...(before && { before }) });
  }
}

function toldOf(
  rows: number,
  faults: ListFault[],
  counts: Pick<InvitedOutcome, 'added' | 'headcounts' | 'blocks' | 'totals' | 'split' | 'same'>,
): InvitedOutcome {
  faults.sort((a, b) => a.row - b.row);
  return { rows, ...counts, faultCount: faults.length, faults: faults.slice(0, TOLD_MAX) };
}

function refuseFaulty(faults: readonly ListFault[]): void {
  const [fault] = faults;
  if (fault) throw new DomainError('INVITED_LIST_FAULTY', { faults: faults.length, ...fault });
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError } from '#domain';
import { Clock } from '#platform';
import { openBankFor, type BankCaller } from './bank-door.js';
import * as sql from './exposure.queries.js';

/** An item in one round. */
export interface RoundExposure extends Omit<sql.AskingRound, 'contestId' | 'isOver'> {
  /** Drawn in the round so far. */
  papers: number;
  /** Of these, how many asked the item. */
  asked: number;
  lastAskedAt: Date;
}

/** How often people were asked an item, over all rounds. */
export interface ItemExposure {
  rounds: number;
  /** In how many papers it stood. */
  asked: number;
  lastAskedAt: Date;
  /** The largest part of the papers of one round in which it stood, 0 to 1. */
  share: number;
}

/** A question in this part of the papers of a round, or more, is known to everybody by the second day. */
export const OVERUSED_SHARE = 0.5;

/** The papers of a round that is going on are counted again after this long. */
const KNOWN_FOR_MS = 300_000;

interface Counted {
  at: number;
  papers: number;
  byVersion: ReadonlyMap<number, { papers: number; lastAskedAt: Date }>;
}

/**
 * How often items were asked, counted from the papers that were drawn: nothing is written on the way. Rounds are counted one by
 * one and remembered, those that are over for good.
 */
@Injectable()
export class ExposureService {
  private readonly counted = new Map<string, Promise<Counted>>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The items of a bank that were ever asked, by code.
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED
   */
  async ofBank(bankCode: string, caller: BankCaller): Promise<Map<string, ItemExposure>> {
    const items = new Map<string, ItemExposure>();
    for (const [code, rounds] of await this.roundsByItem(bankCode, caller)) {
      if (rounds.length === 0) continue;
      items.set(code, {
        rounds: rounds.length,
        asked: rounds.reduce((sum, { asked }) => sum + asked, 0),
        lastAskedAt: new Date(Math.max(...rounds.map(({ lastAskedAt }) => lastAskedAt.getTime()))),
        share: Math.max(...rounds.map(({ asked, papers }) => asked / papers)),
      });
    }
    return items;
  }

  /**
   * The rounds that asked an item, the newest first.
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, ITEM_NOT_FOUND
   */
  async ofItem(bankCode: string, itemCode: string, caller: BankCaller): Promise<RoundExposure[]> {
    const rounds = (await this.roundsByItem(bankCode, caller)).get(itemCode);
    if (!rounds) throw new DomainError('ITEM_NOT_FOUND');
    return rounds;
  }

  /** Every item of a bank, also those that nobody was asked. */
  private async roundsByItem(bankCode: string, caller: BankCaller): Promise<Map<string, RoundExposure[]>> {
    const { manager } = this.dataSource;
    const bank = await openBankFor(manager, bankCode, caller, 'read');
    const versions = await run(manager, sql.versionsOfBank, [bank.id]);
    const items = new Map<string, RoundExposure[]>(versions.map(({ code }) => [code, []]));
    // One after the other: each reads all papers of its round.
    for (const asking of await run(manager, sql.askingRounds, [bank.id])) {
      const { papers, byVersion } = await this.count(asking);
      const { contestId: _, isOver: _over, ...round } = asking;
      const here = new Map<string, RoundExposure>();
      for (const { versionId, code } of versions) {
        const found = byVersion.get(versionId);
        if (!found) continue;
        // Two versions of an item in one round: a revision of its thể lệ took the newer one.
        const { asked = 0, lastAskedAt = found.lastAskedAt } = here.get(code) ?? {};
        const last = found.lastAskedAt > lastAskedAt ? found.lastAskedAt : lastAskedAt;
        here.set(code, { ...round, papers, asked: asked + found.papers, lastAskedAt: last });
      }
      for (const [code, exposure] of here) items.get(code)!.push(exposure);
    }
    return items;
  }

  private async count({ contestId, round, closesAt, isOver }: sql.AskingRound): Promise<Counted> {
    // A round that is opened again for longer is another one here.
    const key = `${contestId}-${round}${isOver ? `-${closesAt.getTime()}` : ''}`;
    const now = this.clock.now();
    const known = this.counted.get(key);
    if (known && (isOver || now - (await known).at < KNOWN_FOR_MS)) return known;
    const counting = run(this.dataSource.manager, sql.papersAsking, [contestId, round]).then((rows) => ({
      at: now,
      papers: rows.find(({ versionId }) => versionId === null)?.papers ?? 0,
      byVersion: new Map(
        rows.flatMap(({ versionId, ...row }) => (versionId === null ? [] : [[versionId, row] as const])),
      ),
    }));
    this.counted.set(key, counting);
    counting.catch(() => this.counted.delete(key));
    return counting;
  }
}

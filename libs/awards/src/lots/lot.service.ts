import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, type ErrorCode, type LotOfField, type Scope } from '#domain';
import { randomOctets, Secrets, sha256 } from '#platform';
import { contestById, contestOf, fieldNamed, fieldsOf, type AwardedContest, type AwardedField } from '../field.js';
import { contestsWithoutLots } from '../field.queries.js';
import * as sql from './lot.queries.js';

const SEED_OCTETS = 32;

/** The lot of a field as everybody may know it. Instants in epoch ms. */
export interface PublicLot {
  commitment: string;
  committedAt: number;
  /** Committed only after the field was over: what it is worth is then for people to judge. */
  isLate: boolean;
  seed: string | null;
  revealedAt: number | null;
  /** Where the public text that is mixed in comes from, and since when that is said; null: none is mixed in. */
  source: string | null;
  sourceAt: number | null;
  /** That text; null until it is known. */
  words: string | null;
  wordsAt: number | null;
}

/** What an organizer says of the lot of a field. */
interface LotWish {
  slug: string;
  field: string;
  by: string;
  requestId: string | null;
}

/**
 * Seeds by which lots are drawn: chosen by the machine and bound by their hash before anybody can know what they decide,
 * shown with the results. Until then they lie sealed, and no route reads them.
 */
@Injectable()
export class LotService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly secrets: Secrets,
  ) {}

  /** The lots of a contest by the name of their field. */
  async read(manager: EntityManager, contest: AwardedContest): Promise<Map<string, PublicLot>> {
    const rows = await run(manager, sql.readLots, [contest.id]);
    return new Map(
      fieldsOf(contest).flatMap((field) => {
        const row = rows.find((one) => isOf(one, field.scope));
        return row ? [[field.name, told(row, field)] as const] : [];
      }),
    );
  }

  /**
   * Commits to a seed of a field that has none. One that has keeps it.
   * @param by null for the system
   * @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND
   */
  async commit(wish: { slug: string; field: string; by: string | null; requestId: string | null }): Promise<PublicLot> {
    return this.dataSource.transaction(async (manager) => {
      const contest = await contestOf(manager, wish.slug);
      const field = fieldNamed(contest, wish.field);
      await this.commitOne(manager, contest, field, wish);
      return (await this.read(manager, contest)).get(field.name)!;
    });
  }

  /**
   * Says where a public text will come from that is mixed into the seed: once, and before anybody can know it.
   * @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND, LOT_SOURCE_UNFIT (the field is over, or one is named already)
   */
  async nameSource(wish: LotWish & { source: string }): Promise<PublicLot> {
    return this.dataSource.transaction(async (manager) => {
      const contest = await contestOf(manager, wish.slug);
      const field = fieldNamed(contest, wish.field);
      if (field.closesAt <= contest.now) throw new DomainError('LOT_SOURCE_UNFIT');
      await this.commitOne(manager, contest, field, wish);
      return this.noted(manager, contest, field, wish, {
        ...{ statement: sql.nameSource, text: wish.source, action: 'lot.source_named', refusal: 'LOT_SOURCE_UNFIT' },
      });
    });
  }

  /**
   * Writes the public text, once the field is over; a slip is mended as long as the seed is sealed.
   * @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND, LOT_WORDS_UNFIT
   */
  async writeWords(wish: LotWish & { words: string }): Promise<PublicLot> {
    return this.dataSource.transaction(async (manager) => {
      const contest = await contestOf(manager, wish.slug);
      const field = fieldNamed(contest, wish.field);
      if (field.closesAt > contest.now) throw new DomainError('LOT_WORDS_UNFIT');
      return this.noted(manager, contest, field, wish, {
        ...{ statement: sql.writeWords, text: wish.words, action: 'lot.words_written', refusal: 'LOT_WORDS_UNFIT' },
      });
    });
  }

  private async noted(
    manager: EntityManager,
    contest: AwardedContest,
    field: AwardedField,
    { by, requestId }: LotWish,
    done: { statement: typeof sql.nameSource; text: string; action: string; refusal: ErrorCode },
  ): Promise<PublicLot> {
    const { kind, id } = field.scope;
    const [row] = await run(manager, done.statement, [contest.id, kind, id, done.text]);
    if (!row) throw new DomainError(done.refusal);
    await appendAudit(manager, {
      ...{ actorId: by, action: done.action, subject: `contest/${contest.id}/${field.name}` },
      ...{ after: { text: done.text }, requestId },
    });
    return (await this.read(manager, contest)).get(field.name)!;
  }

  /** Commits in every published contest that draws lots, for all fields that are not over and have no seed yet. @returns how many */
  async commitOwed(): Promise<number> {
    let made = 0;
    for (const { id } of await run(this.dataSource.manager, contestsWithoutLots, [])) {
      made += await this.dataSource.transaction(async (manager) => {
        const contest = await contestById(manager, id);
        let some = 0;
        for (const field of fieldsOf(contest).filter(({ closesAt }) => closesAt > contest.now)) {
          some += Number(await this.commitOne(manager, contest, field, { by: null, requestId: null }));
        }
        return some;
      });
    }
    return made;
  }

  /**
   * The seed of a field for the draw.
   * @returns null where none was committed to; with the public text that is mixed in, if there is one
   * @throws RangeError where it cannot be opened with the keys of this installation, or is another one than was committed to
   */
  async unsealed(
    manager: EntityManager,
    contestId: number,
    scope: Scope,
  ): Promise<(LotOfField & { seed: string }) | null> {
    const [row] = await run(manager, sql.readSealedSeed, [contestId, scope.kind, scope.id]);
    if (!row) return null;
    const seed = this.opened(row.seed_sealed, aboutOf(contestId, scope));
    if (seed === null || sha256(seed).toString('hex') !== row.commitment) {
      throw new RangeError(`the ${aboutOf(contestId, scope)} cannot be opened, or is not what was committed to`);
    }
    const { source, source_ms: saidAt, words: text } = row;
    const words = source !== null && text !== null && { source, saidAt: Math.round(saidAt!), text };
    return { seed, commitment: row.commitment, committedAt: Math.round(row.committed_ms), ...(words && { words }) };
  }

  /** From now on everybody can draw again. */
  async reveal(manager: EntityManager, contestId: number, { kind, id }: Scope, seed: string): Promise<void> {
    await run(manager, sql.revealLot, [contestId, kind, id, seed]);
  }

  private opened(sealed: Buffer, about: string): string | null {
    try {
      return this.secrets.decrypt(sealed, about).toString();
    } catch {
      return null;
    }
  }

  private async commitOne(
    manager: EntityManager,
    { id: contestId }: AwardedContest,
    { scope, name }: AwardedField,
    { by, requestId }: { by: string | null; requestId: string | null },
  ): Promise<boolean> {
    const seed = Buffer.from(randomOctets(SEED_OCTETS)).toString('hex');
    const commitment = sha256(seed).toString('hex');
    const sealed = this.secrets.encrypt(Buffer.from(seed), aboutOf(contestId, scope));
    const [isNew] = await run(manager, sql.commitLot, [contestId, scope.kind, scope.id, commitment, sealed, by]);
    if (!isNew) return false;
    await appendAudit(manager, {
      actorId: by,
      action: 'lot.committed',
      subject: `contest/${contestId}/${name}`,
      after: { commitment },
      requestId,
    });
    return true;
  }
}

const aboutOf = (contestId: number, { kind, id }: Scope): string => `lot of ${contestId}-${kind}-${id}`;

const isOf = (row: Pick<sql.LotRow, 'scope_kind' | 'scope_id'>, { kind, id }: Scope): boolean =>
  row.scope_kind === kind && row.scope_id === id;

const rounded = (ms: number | null): number | null => (ms === null ? null : Math.round(ms));

const told = (row: sql.LotRow, { closesAt }: AwardedField): PublicLot => ({
  commitment: row.commitment,
  committedAt: Math.round(row.committed_ms),
  isLate: row.committed_ms >= closesAt,
  seed: row.seed,
  revealedAt: rounded(row.revealed_ms),
  ...{ source: row.source, sourceAt: rounded(row.source_ms), words: row.words, wordsAt: rounded(row.words_ms) },
});

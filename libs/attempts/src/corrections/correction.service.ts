import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, maskName } from '#domain';
import {
  approveCorrection,
  askedItems,
  countUnapplied,
  insertCorrection,
  readCorrection,
  readCorrections,
  readForeseen,
  type AskedItemRow,
  type CorrectionPreview,
  type CorrectionRow,
  type CorrectionRule,
  type CorrectionState,
} from './correction.queries.js';

const CORRECTIONS_SHOWN = 100;

/** What somebody wants done about a wrong key. */
export interface CorrectionWish {
  contestId: number;
  /** Made by whoever asks: the same id is the same correction, however often it arrives. */
  id: string;
  itemVersionId: number;
  rule: CorrectionRule;
  /** Which options are right, as bits in the order in which they were written; with `regrade`, and only then. */
  rightMask: number | null;
  reason: string;
  publicNote: string;
  /** Only look what it would do. */
  isPreview: boolean;
  by: string;
  requestId: string | null;
}

/** Somebody who would lose a place for which a prize is given; the name as on public pages, always masked. */
export interface ForeseenPerson {
  name: string;
  unit: string;
  from: number;
  /** Null: further down than was looked. */
  to: number | null;
}

export type CorrectionBoard = Omit<CorrectionPreview['boards'][number], 'out'> & { out: ForeseenPerson[] };

/** A correction as staff read it. */
export interface Correction {
  id: string;
  item: { itemVersionId: number; code: string; stem: string; options: string[] };
  rule: CorrectionRule;
  rightMask: number | null;
  reason: string;
  publicNote: string;
  state: CorrectionState;
  askedAt: Date;
  askedBy: string | null;
  approvedAt: Date | null;
  approvedBy: string | null;
  appliedAt: Date | null;
  preview: (Omit<CorrectionPreview, 'boards'> & { boards: CorrectionBoard[] }) | null;
  /** Attempts graded again so far. */
  done: { attempts: number; raised: number; lowered: number };
  failure: string | null;
}

/**
 * Takes the wish to correct a key and tells how far it is. It reads no key: the row is the job, and the worker, where keys
 * may be read, answers in it.
 */
@Injectable()
export class CorrectionService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The questions of a contest, without what is right. */
  async items(
    contestId: number,
    wish: { search?: string | undefined; after: number; limit: number },
  ): Promise<{ items: AskedItemRow[]; next: number | null }> {
    const { search = null, after, limit } = wish;
    const rows = await run(this.dataSource.manager, askedItems, [contestId, search || null, after, limit + 1, null]);
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? items.at(-1)!.id : null };
  }

  /**
   * Asks for a preview, or has the correction done. The same wish again changes nothing; a preview that was asked for
   * under this id is what is then done.
   *
   * @throws DomainError NOT_FOUND (no such question in this contest), INVALID_INPUT (options that it does not have),
   *   CORRECTION_CONFLICT (the id stands for another wish)
   */
  async ask(wish: CorrectionWish): Promise<Correction> {
    const { contestId, id, itemVersionId, rule, rightMask, reason, publicNote, by, requestId } = wish;
    await this.dataSource.transaction(async (manager) => {
      const [item] = await run(manager, askedItems, [contestId, null, 0, 1, itemVersionId]);
      if (!item) throw new DomainError('NOT_FOUND');
      if ((rule === 'regrade') !== (rightMask !== null)) throw new DomainError('INVALID_INPUT', { field: 'keyMask' });
      if (rightMask !== null && rightMask >= 1 << item.options.length) {
        throw new DomainError('INVALID_INPUT', { field: 'keyMask' });
      }
      const row = [contestId, id, itemVersionId, rule, rightMask, reason, publicNote, by];
      const [isNew] = await run(manager, insertCorrection, row);
      // Neither the key nor the words: the trail says who did what to which question, the row says the rest.
      const line = { actorId: by, subject: `contest/${contestId}/key-correction/${id}`, requestId };
      const after = { itemVersionId, rule };
      if (isNew) await appendAudit(manager, { ...line, action: 'key_correction.asked', after });
      else await refuseOther(manager, wish);
      if (wish.isPreview) return;
      const [approved] = await run(manager, approveCorrection, [contestId, id, by]);
      if (approved) await appendAudit(manager, { ...line, action: 'key_correction.approved', after });
    });
    return this.read(contestId, id);
  }

  /** Newest first. */
  async list(contestId: number): Promise<Correction[]> {
    const rows = await run(this.dataSource.manager, readCorrections, [contestId, CORRECTIONS_SHOWN]);
    return this.told(contestId, rows);
  }

  /** @throws DomainError NOT_FOUND */
  async read(contestId: number, id: string): Promise<Correction> {
    const rows = await run(this.dataSource.manager, readCorrection, [contestId, id]);
    const [correction] = await this.told(contestId, rows);
    if (!correction) throw new DomainError('NOT_FOUND');
    return correction;
  }

  private async told(contestId: number, rows: CorrectionRow[]): Promise<Correction[]> {
    const boards = rows.flatMap(({ preview }) => preview?.boards ?? []);
    const named = await namedBoards(this.dataSource.manager, contestId, boards);
    const byBoard = new Map(boards.map((board, i) => [board, named[i]!]));
    return rows.map((row) => ({
      id: row.id,
      item: { itemVersionId: row.item_version_id, code: row.code, stem: row.stem, options: row.options },
      rule: row.rule,
      rightMask: row.right_mask,
      reason: row.reason,
      publicNote: row.public_note,
      state: row.state,
      askedAt: row.asked_at,
      askedBy: row.asked_by_name,
      approvedAt: row.approved_at,
      approvedBy: row.approved_by_name,
      appliedAt: row.applied_at,
      preview: row.preview && {
        ...row.preview,
        boards: row.preview.boards.map((board) => byBoard.get(board)!),
      },
      done: { attempts: row.attempts, raised: row.raised, lowered: row.lowered },
      failure: row.failure,
    }));
  }
}

/** How many corrections of a contest were decided and are not carried out yet: until then grades are about to change. */
export async function unappliedCorrections(manager: EntityManager, contestId: number): Promise<number> {
  return (await run(manager, countUnapplied, [contestId]))[0]!.corrections;
}

async function refuseOther(manager: EntityManager, wish: CorrectionWish): Promise<void> {
  const [known] = await run(manager, readCorrection, [wish.contestId, wish.id]);
  const isSame =
    known?.item_version_id === wish.itemVersionId &&
    known.rule === wish.rule &&
    known.right_mask === wish.rightMask &&
    known.reason === wish.reason &&
    known.public_note === wish.publicNote;
  if (!isSame) throw new DomainError('CORRECTION_CONFLICT');
}

/** Boards that were looked ahead to, with people by name instead of their ids, always masked. */
export async function namedBoards(
  manager: EntityManager,
  contestId: number,
  boards: readonly CorrectionPreview['boards'][number][],
): Promise<CorrectionBoard[]> {
  const ids = boards.flatMap(({ out }) => out.map(({ participantId }) => participantId));
  const people = ids.length === 0 ? [] : await run(manager, readForeseen, [contestId, [...new Set(ids)]]);
  const byId = new Map(people.map((person) => [person.id, person]));
  return boards.map((board) => ({
    ...board,
    out: board.out.map(({ participantId, from, to }) => {
      const person = byId.get(participantId);
      const fullName = person?.full_name ?? '';
      return { name: person?.is_anonymous ? fullName : maskName(fullName), unit: person?.unit_name ?? '', from, to };
    }),
  }));
}

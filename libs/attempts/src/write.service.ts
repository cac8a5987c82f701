import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import {
  changesToMasks,
  DomainError,
  isoInstant,
  judgePrediction,
  judgeSave,
  judgeSubmit,
  LIMITS,
  receiptNumber,
  type Change,
} from '#domain';
import { GroupsByContest, randomOctets, sha256 } from '#platform';
import type { AttemptClaims } from './attempt-token.js';
import { GradedBell } from './graded-bell.js';
import { GradingQueue } from './grading-queue.js';
import { Receipts, type Receipt } from './receipt.js';
import { RoundCatalog } from './round-catalog.js';
import { readWriteStates, saveAnswers, submitAttempts, type WriteStateRow } from './write.queries.js';

export interface SaveRequest {
  /** The device that holds the attempt, as given by start or resume. */
  writer: string;
  /** Grows with every save of this writer; a retry repeats it. */
  seq: number;
  changes: Change[];
  /** How long it waited on its device because there was no connection. */
  waitedMs?: number | undefined;
  receivedAt: number;
}

export interface SubmitRequest extends SaveRequest {
  prediction?: number | null;
}

interface Write {
  kind: 'save' | 'submit';
  contestId: number;
  attemptId: string;
  writer: string;
  seq: number;
  positions: string;
  masks: string;
  changeHash: Buffer;
  prediction: number | null;
  waitedMs: number | null;
  receivedAt: number;
}

/** What a write left behind: all that a receipt says. */
interface Written {
  choices: number[];
  receivedAt: number;
  receiptNumber: string | null;
  /** Epoch ms; null while a pause is open, and for a submit. */
  deadlineAt: number | null;
}

/** Takes answers and submits. A reply means that the row is on disk. */
@Injectable()
export class WriteService {
  private readonly saves = new GroupsByContest<Write, Written>({
    lane: 'saves',
    run: (writes) => this.runGroup(writes),
    keyOf: ({ attemptId }) => attemptId,
    groupMax: LIMITS.saveGroupMax,
    queueMax: LIMITS.writeQueueMax,
    patienceMs: LIMITS.groupPatienceMs,
  });
  private readonly submits = new GroupsByContest<Write, Written>({
    lane: 'submits',
    run: (writes) => this.runGroup(writes),
    keyOf: ({ attemptId }) => attemptId,
    groupMax: LIMITS.submitGroupMax,
    queueMax: LIMITS.writeQueueMax,
    patienceMs: LIMITS.groupPatienceMs,
  });

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly catalog: RoundCatalog,
    private readonly receipts: Receipts,
    private readonly queue: GradingQueue,
    private readonly bell: GradedBell,
  ) {}

  /**
   * Keeps one or many answers. The same (writer, seq) with the same changes gives the same receipt again.
   *
   * @throws DomainError ANSWER_NOT_IN_PAPER, DEADLINE_PASSED, ATTEMPT_CLOSED, ATTEMPT_TAKEN_OVER, ATTEMPT_VOIDED,
   *   SAVE_OUT_OF_ORDER, SAVE_CONFLICT, SERVER_BUSY, CLOCK_UNSURE.
   */
  async save(claims: AttemptClaims, request: SaveRequest): Promise<Receipt> {
    const write = writeOf('save', claims, request, null);
    return this.receiptOf(write, await this.saves.add(write));
  }

  /**
   * Closes the attempt with its last changes and the prediction, and tells the worker. Twice is once.
   *
   * @throws DomainError as `save`, and PREDICTION_REQUIRED, PREDICTION_NOT_ASKED, PREDICTION_OUT_OF_RANGE.
   */
  async submit(claims: AttemptClaims, request: SubmitRequest): Promise<Receipt> {
    const round = await this.catalog.get(
      this.dataSource.manager,
      claims.contestId,
      claims.roundId,
      claims.roundRevision,
    );
    const refusal = judgePrediction(round.rules.prediction, request.prediction);
    if (refusal) throw refusal;
    const write = writeOf('submit', claims, request, request.prediction ?? null);
    return this.receiptOf(write, await this.submits.add(write));
  }

  private receiptOf(write: Write, written: Written): Receipt {
    return this.receipts.of({ ...written, attemptId: write.attemptId, writer: write.writer, seq: write.seq });
  }

  private async runGroup(writes: Write[]): Promise<(Written | Error)[]> {
    const { kind, contestId } = writes[0]!;
    const columns = [
      contestId,
      writes.map((w) => w.attemptId),
      writes.map((w) => w.writer),
      writes.map((w) => w.seq),
      writes.map((w) => w.positions),
      writes.map((w) => w.masks),
      writes.map((w) => w.changeHash),
      writes.map((w) => w.receivedAt),
      writes.map((w) => w.waitedMs),
    ];
    const manager = this.dataSource.manager;
    const taken = new Map<string, Pick<Written, 'choices' | 'receiptNumber' | 'deadlineAt'>>();
    if (kind === 'save') {
      for (const row of await run(manager, saveAnswers, columns)) {
        const { choices, told_deadline_ms: deadlineAt } = row;
        taken.set(row.attempt_id, { choices, receiptNumber: null, deadlineAt });
      }
    } else {
      const numbers = writes.map(() => receiptNumber(randomOctets(8)));
      const rows = await run(manager, submitAttempts, [...columns, writes.map((w) => w.prediction), numbers]);
      for (const row of rows) {
        taken.set(row.attempt_id, { choices: row.choices, receiptNumber: row.receipt_number, deadlineAt: null });
      }
      for (const row of rows) this.bell.expect(row.attempt_id);
      // Not awaited: the submit is on disk, and a reply does not wait for the queue.
      if (rows.length > 0) void this.queue.enqueue({ contestId, attemptIds: rows.map((row) => row.attempt_id) });
    }
    const refused = writes.filter((w) => !taken.has(w.attemptId)).map((w) => w.attemptId);
    const states = new Map<string, WriteStateRow>();
    if (refused.length > 0) {
      for (const row of await run(manager, readWriteStates, [contestId, refused])) states.set(row.attempt_id, row);
    }
    return writes.map((write) => {
      const done = taken.get(write.attemptId);
      return done ? { ...done, receivedAt: write.receivedAt } : explain(write, states.get(write.attemptId));
    });
  }
}

function writeOf(kind: Write['kind'], claims: AttemptClaims, request: SaveRequest, prediction: number | null): Write {
  const { positions, masks } = changesToMasks(request.changes, claims.shape);
  const write = { positions: `{${positions.join(',')}}`, masks: `{${masks.join(',')}}` };
  return {
    ...write,
    kind,
    contestId: claims.contestId,
    attemptId: claims.attemptId,
    writer: request.writer,
    seq: request.seq,
    changeHash: sha256([kind, write.positions, write.masks, prediction].join('\n')),
    prediction,
    waitedMs: request.waitedMs ?? null,
    receivedAt: request.receivedAt,
  };
}

/** Why the guard did not take a write: the receipt again when it is a retry, else the refusal that helps most. */
function explain(write: Write, row: WriteStateRow | undefined): Written | Error {
  if (!row) return new DomainError('ATTEMPT_NOT_FOUND');
  const mine = row.writer === write.writer;
  if (mine && row.seq === write.seq && row.change_hash !== null && row.saved_ms !== null) {
    return row.change_hash.equals(write.changeHash)
      ? {
          choices: row.choices,
          receivedAt: row.saved_ms,
          // A number of its own comes with the closing, whoever closed: the receipt of a save has none, then as before.
          receiptNumber: write.kind === 'submit' ? row.receipt_number : null,
          deadlineAt: write.kind === 'save' ? row.told_deadline_ms : null,
        }
      : new DomainError(row.sealed ? 'ATTEMPT_CLOSED' : 'SAVE_CONFLICT');
  }
  if (row.voided) return new DomainError('ATTEMPT_VOIDED');
  const deadline = { receivedAt: write.receivedAt, deadlineAt: row.deadline_ms };
  const isStanding = row.told_deadline_ms === null;
  const inTime =
    isStanding ||
    (write.kind === 'save' ? judgeSave(deadline) : judgeSubmit({ ...deadline, graceMs: row.grace_ms })).accepted;
  if (row.sealed || row.state !== 'in_progress') {
    const byTime = row.closed_by === 'deadline' || row.closed_by === 'round_end';
    return byTime ? deadlinePassed(row) : new DomainError('ATTEMPT_CLOSED');
  }
  if (!mine) return new DomainError('ATTEMPT_TAKEN_OVER');
  if (!inTime) return deadlinePassed(row);
  if (row.seq >= write.seq) return new DomainError('SAVE_OUT_OF_ORDER', { seq: row.seq });
  return new DomainError('CLOCK_UNSURE');
}

function deadlinePassed(row: WriteStateRow): DomainError {
  return new DomainError('DEADLINE_PASSED', { deadlineAt: isoInstant(row.deadline_ms) });
}

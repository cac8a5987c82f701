import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isoInstant } from '#domain';
import * as sql from './signal.queries.js';

/** A fast reader takes in 30 letters a second; twice as many is no reading. In ms a letter. */
const LETTER_MS = 16;
/** Nobody reads a question, finds its answer and touches it in less. */
const QUESTION_MS = 2_000;
/** People in a row of one unit, from whom on it is noticed. */
const ROW_OF_PEOPLE = 5;
/** Attempts a person: so many times those of the contest, and no fewer than these. */
const TIMES_THE_MEAN = 3;
const ATTEMPTS_MIN = 5;
/** What is looked through for attempts in a row, and for fast ones unless it is said otherwise. */
const DAY_MS = 24 * 60 * 60_000;
/** Of one kind in one look: who is flooded reads none. */
const ROWS = 200;

/** What somebody makes of a signal. */
export interface SignalJudgement {
  contestId: number;
  id: number;
  decision: sql.SignalDecision;
  reason: string;
  by: string;
  requestId: string | null;
}

/** What may be wrong with an attempt or a person, noticed by rules and judged by people. Nothing follows by itself. */
@Injectable()
export class SignalService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Looks through the contests that are published, one after another; a contest that another worker looks at is left.
   *
   * @param recentMs of how long ago attempts are looked at one by one, a day at most: who looks often need not look far
   */
  async find(recentMs = DAY_MS): Promise<void> {
    for (const { id } of await run(this.dataSource.manager, sql.contestsToWatch, [])) {
      await this.dataSource.transaction((manager) => this.findIn(manager, id, recentMs));
    }
  }

  /** Looks through one contest. What was noticed before, open or decided, is not noticed again. */
  async findIn(manager: EntityManager, contestId: number, recentMs = DAY_MS): Promise<void> {
    const [lock] = await run(manager, sql.trySignalLock, [contestId]);
    if (!lock!.mine) return;
    const since = (ms: number) => isoInstant(Math.round(lock!.now_ms) - ms);
    await run(manager, sql.growSamePerson, [contestId]);
    await run(manager, sql.findSamePerson, [contestId, ROWS]);
    await run(manager, sql.findFast, [contestId, LETTER_MS, QUESTION_MS, ROWS, since(Math.min(recentMs, DAY_MS))]);
    await run(manager, sql.findSequences, [contestId, ROW_OF_PEOPLE, ROWS, since(DAY_MS)]);
    await run(manager, sql.findManyAttempts, [contestId, TIMES_THE_MEAN, ATTEMPTS_MIN, ROWS]);
  }

  /** A page of them, newest first, and how many of each kind wait. */
  async list(
    contestId: number,
    wish: { state: 'open' | 'decided'; kind?: sql.SignalKind | undefined; after?: number | undefined; limit: number },
  ): Promise<{ signals: sql.SignalRow[]; open: { kind: sql.SignalKind; signals: number }[]; next: number | null }> {
    const { manager } = this.dataSource;
    const { state, kind = null, after = null, limit } = wish;
    const rows = await run(manager, sql.readSignals, [contestId, state, kind, after, limit + 1]);
    const signals = rows.slice(0, limit);
    const open = await run(manager, sql.countOpenSignals, [contestId]);
    return { signals, open, next: rows.length > limit ? signals.at(-1)!.id : null };
  }

  /**
   * Keeps what was decided, in the caller's transaction. With `void` the caller has the attempts voided.
   *
   * @returns whom and what it was about
   * @throws DomainError NOT_FOUND, SIGNAL_DECIDED
   */
  async decide(
    manager: EntityManager,
    { contestId, id, decision, reason, by, requestId }: SignalJudgement,
  ): Promise<{ attemptIds: string[]; participantIds: string[] }> {
    const [decided] = await run(manager, sql.decideSignal, [contestId, id, decision, reason, by]);
    if (!decided) {
      const [known] = await run(manager, sql.knowsSignal, [contestId, id]);
      throw new DomainError(known ? 'SIGNAL_DECIDED' : 'NOT_FOUND');
    }
    await appendAudit(manager, {
      actorId: by,
      action: 'signal.decided',
      subject: `contest/${contestId}/signal/${id}`,
      after: { kind: decided.kind, decision },
      requestId,
    });
    return { attemptIds: decided.attempt_ids, participantIds: decided.participant_ids };
  }
}

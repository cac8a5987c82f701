import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { run } from '#database';
import {
  advanceQuota,
  deadlineOf,
  DomainError,
  drawPaper,
  judgeStart,
  LIMITS,
  paperFor,
  paperShape,
  startInstant,
  type Quota,
} from '#domain';
import { Clock, GroupsByContest, randomId, randomOctets, sha256, uuidOf, uuidv7 } from '#platform';
import { showAttempt, type AttemptView } from './attempt-view.js';
import { AttemptTokens } from './attempt-token.js';
import { closeOverdue, closeVoided } from './close.js';
import { quotaOf } from './quota-row.js';
import { RoundCatalog, type LoadedRound } from './round-catalog.js';
import { insertAttempts, lockQuotas, readAttempts, readStarts, replaceWriter } from './start.queries.js';
import type { AttemptRow, StartRow } from './start.queries.js';

export interface StartRequest {
  contestId: number;
  roundId: number;
  accountId: string;
  sessionId: string;
  /** The client's idempotency key: the same key is the same attempt, whatever happened to the reply. */
  startKey: string;
  receivedAt: number;
}

interface Draft {
  request: StartRequest;
  row: AttemptRow;
  contestUnitId: number;
  audienceId: number;
  phaseId: number | null;
  seed: string;
  quota: Quota;
  seen: number[];
}

/** What came out for one start: a new attempt, or one that was there. */
type Outcome = { row: AttemptRow; round: LoadedRound; writer: string | null };

/** Starts and resumes attempts. */
@Injectable()
export class StartService {
  private readonly groups = new GroupsByContest<StartRequest, Outcome>({
    lane: 'starts',
    run: (requests) => this.startGroup(requests),
    keyOf: ({ accountId }) => accountId,
    groupMax: LIMITS.startGroupMax,
    queueMax: LIMITS.writeQueueMax,
    patienceMs: LIMITS.groupPatienceMs,
  });

  private readonly foresights = new GroupsByContest<StartRequest, number | null>({
    lane: 'foresee',
    run: (requests) => this.foreseeGroup(requests),
    groupMax: LIMITS.startGroupMax,
    queueMax: LIMITS.writeQueueMax,
  });

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly catalog: RoundCatalog,
    private readonly tokens: AttemptTokens,
    private readonly clock: Clock,
  ) {}

  /**
   * Starts an attempt, or returns the one that this key started, or the one that is still open.
   *
   * @throws DomainError NOT_A_PARTICIPANT, CONSENT_WITHDRAWN, EXCLUDED {reason, hotline}, UNIT_NOT_INVITED,
   *   CONTEST_STOPPED {note}, CONTEST_PAUSED {note}, ROUND_NOT_FOUND, ROUND_NOT_OPEN,
   *   ROUND_CLOSED, ATTEMPT_LIMIT_REACHED, ATTEMPT_TOO_SOON, PAPER_CANNOT_BE_DRAWN, SERVER_BUSY, CLOCK_UNSURE.
   */
  async start(request: StartRequest): Promise<AttemptView> {
    return this.view(await this.groups.add(request), request.contestId, request.sessionId);
  }

  /**
   * What a start would come to now, without one: when its round closes, epoch ms; null where it would give back an attempt
   * that is there. Nothing is locked, so the start itself judges again.
   *
   * @throws DomainError what the start would refuse, as far as it is known before a paper is drawn
   */
  foresee(request: StartRequest): Promise<number | null> {
    return this.foresights.add(request);
  }

  /** The attempt as its owner may see it, without taking it over. */
  async read(contestId: number, attemptId: string, accountId: string): Promise<AttemptView> {
    return this.view(await this.own(contestId, attemptId, accountId), contestId, null);
  }

  /**
   * Goes on with an open attempt on this device. The device before it gets ATTEMPT_TAKEN_OVER at its next save.
   *
   * @throws DomainError ATTEMPT_NOT_FOUND, NOT_YOUR_ATTEMPT, ATTEMPT_CLOSED, ATTEMPT_VOIDED.
   */
  async resume(contestId: number, attemptId: string, accountId: string, sessionId: string): Promise<AttemptView> {
    const { row } = await this.own(contestId, attemptId, accountId);
    if (row.voided) throw new DomainError('ATTEMPT_VOIDED');
    const writer = randomId();
    const [changed] = await run(this.dataSource.manager, replaceWriter, [contestId, attemptId, writer]);
    if (!changed) throw new DomainError('ATTEMPT_CLOSED');
    // Read again: the device before may have saved between the first reading and the change of hands.
    const after = await this.own(contestId, attemptId, accountId);
    return this.view({ ...after, writer }, contestId, sessionId);
  }

  private async own(contestId: number, attemptId: string, accountId: string): Promise<Outcome> {
    const manager = this.dataSource.manager;
    const [row] = await run(manager, readAttempts, [contestId, [attemptId]]);
    if (!row) throw new DomainError('ATTEMPT_NOT_FOUND');
    if (row.account_id !== accountId) throw new DomainError('NOT_YOUR_ATTEMPT');
    const round = await this.catalog.get(manager, contestId, row.round_id, row.round_revision);
    return { row, round, writer: null };
  }

  private view({ row, round, writer }: Outcome, contestId: number, sessionId: string | null): AttemptView {
    const open = row.state === 'in_progress' && !row.voided;
    const token =
      open && sessionId !== null && writer !== null
        ? this.tokens.issue({
            contestId,
            attemptId: row.id,
            participantId: row.participant_id,
            sessionId,
            roundId: row.round_id,
            roundRevision: row.round_revision,
            shape: row.paper_shape,
          })
        : null;
    return showAttempt(row, round, { writer: token === null ? null : writer, token, now: this.clock.now() });
  }

  private async foreseeGroup(requests: StartRequest[]): Promise<(number | null | Error)[]> {
    const contestId = requests[0]!.contestId;
    const { manager } = this.dataSource;
    const rows = await this.readGroup(manager, contestId, requests);
    return Promise.all(
      requests.map(async (request, i): Promise<number | null | Error> => {
        const row = rows[i];
        const round = await this.roundOf(manager, request, row);
        if (!row || !round) return new DomainError('ROUND_NOT_FOUND');
        const refusal = refusalOf(request, row, round);
        if (!refusal && isKnown(row)) return null;
        // One that is overdue may give a start back when it is closed: only the start can tell.
        return refusal && !row.open_overdue ? refusal : round.closesAt;
      }),
    );
  }

  private startGroup(requests: StartRequest[]): Promise<(Outcome | Error)[]> {
    const contestId = requests[0]!.contestId;
    return this.dataSource.transaction(async (manager) => {
      await run(manager, lockQuotas, [contestId, requests.map(({ accountId }) => accountId)]);
      let rows = await this.readGroup(manager, contestId, requests);
      const overdue = rows.filter((row) => row?.open_overdue).map((row) => row!.open_id!);
      if (overdue.length > 0) {
        const closed = await closeOverdue(manager, contestId, overdue);
        // One that was left may not have used a limit up; and what somebody else closed meanwhile may be such a one.
        if (closed.length < overdue.length || closed.some(({ abandoned }) => abandoned))
          rows = await this.readGroup(manager, contestId, requests);
      }

      let { drafts, rounds } = await this.judgeGroup(manager, requests, rows);
      const voided = drafts.flatMap((draft, i) => (isNew(draft) ? (rows[i]!.voided_id ?? []) : []));
      if (voided.length > 0 && (await closeVoided(manager, contestId, voided)).length < voided.length) {
        // Recognised again, or closed, since it was read.
        rows = await this.readGroup(manager, contestId, requests);
        ({ drafts, rounds } = await this.judgeGroup(manager, requests, rows));
      }
      const fresh = drafts.filter(isNew);
      if (fresh.length > 0) await run(manager, insertAttempts, [contestId, ...columns(fresh)]);

      const known = await this.knownAttempts(manager, contestId, rows, drafts);
      return Promise.all(
        requests.map(async (_, i): Promise<Outcome | Error> => {
          const draft = drafts[i] ?? null;
          if (draft instanceof Error) return draft;
          if (draft) return { row: draft.row, round: rounds[i]!, writer: draft.row.writer };
          const start = rows[i]!;
          const row = known.get((start.same_key_id ?? start.open_id)!)!;
          const round = await this.catalog.get(manager, contestId, row.round_id, row.round_revision);
          // A retry is the same device and goes on writing, unless another took over since; another start has to ask first.
          const retried = start.same_key_id !== null && row.writer === firstWriter(row.id, requests[i]!.startKey);
          return { row, round, writer: retried ? row.writer : null };
        }),
      );
    });
  }

  private async judgeGroup(manager: EntityManager, requests: StartRequest[], rows: (StartRow | undefined)[]) {
    const drafts: (Draft | Error | null)[] = [];
    const rounds: (LoadedRound | null)[] = [];
    for (const [i, request] of requests.entries()) {
      const row = rows[i];
      const round = await this.roundOf(manager, request, row);
      rounds.push(round);
      drafts.push(this.judge(request, row, round));
    }
    return { drafts, rounds };
  }

  private async readGroup(manager: EntityManager, contestId: number, requests: StartRequest[]) {
    const rows: (StartRow | undefined)[] = [];
    const read = await run(manager, readStarts, [
      contestId,
      requests.map(({ accountId }) => accountId),
      requests.map(({ roundId }) => roundId),
      requests.map(({ startKey }) => startKey),
      requests.map(({ receivedAt }) => receivedAt),
    ]);
    for (const row of read) rows[row.ord - 1] = row;
    return rows;
  }

  /** A draft of a contest is not looked at, much less kept: what its questions show may still change. */
  private async roundOf(manager: EntityManager, { contestId, roundId }: StartRequest, row: StartRow | undefined) {
    const revision = row?.published ? row.revision : null;
    return revision === null ? null : this.catalog.get(manager, contestId, roundId, revision);
  }

  /** A draft of a new attempt, the refusal, or null where an attempt of this key or an open one exists. */
  private judge(request: StartRequest, row: StartRow | undefined, round: LoadedRound | null): Draft | Error | null {
    if (!row || !round) return new DomainError('ROUND_NOT_FOUND');
    const refusal = refusalOf(request, row, round);
    if (refusal) return refusal;
    if (isKnown(row)) return null;
    const quota = quotaOf(row);
    const now = startInstant(quota, request.receivedAt);
    const seed = Buffer.from(randomOctets(16)).toString('hex');
    const id = uuidv7(now);
    try {
      const paper = drawPaper({
        pool: round.pool,
        rules: paperFor(round.rules.paper, row.audience_id),
        seed,
        seen: new Set(row.seen_items),
      });
      const items = paper.items.map((id) => round.items.get(id)!);
      const shape = paperShape(items.map(({ kind, options }) => ({ kind, optionCount: options.length })));
      const { timing } = round.rules;
      const extraTimePercent = row.extra_time_percent;
      return {
        request,
        contestUnitId: row.contest_unit_id,
        audienceId: row.audience_id,
        phaseId: round.phaseId,
        seed,
        quota: advanceQuota(quota, { now, roundId: round.roundId, phaseId: round.phaseId }),
        seen: [...new Set([...paper.itemIds, ...row.seen_items])].slice(0, LIMITS.seenItemsMax),
        row: {
          id,
          participant_id: row.participant_id!,
          account_id: request.accountId,
          attempt_no: quota.attemptCount + 1,
          round_id: round.roundId,
          round_revision: round.revision,
          state: 'in_progress',
          voided: false,
          paper_items: paper.items,
          paper_orders: paper.orders,
          paper_shape: shape,
          started_ms: now,
          deadline_ms: deadlineOf({ startedAt: now, timing, closesAt: round.closesAt, extraTimePercent }),
          grace_ms: timing.graceMs,
          extra_time_percent: extraTimePercent,
          stands_ms: null,
          pause_note: null,
          writer: firstWriter(id, request.startKey),
          seq: 0,
          choices: new Array<number>(shape.length).fill(0),
        },
      };
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  }

  private async knownAttempts(
    manager: EntityManager,
    contestId: number,
    rows: (StartRow | undefined)[],
    drafts: (Draft | Error | null)[],
  ): Promise<Map<string, AttemptRow>> {
    const ids = rows.flatMap((row, i) => (drafts[i] === null && row ? [(row.same_key_id ?? row.open_id)!] : []));
    if (ids.length === 0) return new Map();
    const found = await run(manager, readAttempts, [contestId, ids]);
    return new Map(found.map((row) => [row.id, row]));
  }
}

const isNew = (draft: Draft | Error | null): draft is Draft => draft !== null && !(draft instanceof Error);

/** Is there an attempt of this start, or one that is open, which it gives back? */
const isKnown = (row: StartRow): boolean => row.same_key_id !== null || (row.open_id !== null && !row.open_overdue);

/** Why this start is not possible; null where it is, or where an attempt is given back. */
function refusalOf(request: StartRequest, row: StartRow, round: LoadedRound): DomainError | null {
  if (row.participant_id === null) return new DomainError('NOT_A_PARTICIPANT');
  if (!row.fresh) return new DomainError('CLOCK_UNSURE');
  if (isKnown(row)) return null;
  if (row.stop_note !== null) return new DomainError('CONTEST_STOPPED', { note: row.stop_note });
  if (row.pause_note !== null) return new DomainError('CONTEST_PAUSED', { note: row.pause_note });
  if (row.has_left) return new DomainError('CONSENT_WITHDRAWN');
  if (row.excluded !== null)
    return new DomainError('EXCLUDED', { reason: row.excluded, hotline: round.contest.hotline });
  if (row.outside) return new DomainError('UNIT_NOT_INVITED');
  const quota = quotaOf(row);
  return judgeStart({
    now: startInstant(quota, request.receivedAt),
    quota,
    limits: round.rules.limits,
    round: { id: round.roundId, phaseId: round.phaseId, opensAt: round.opensAt, closesAt: round.closesAt },
  });
}

/** The writer an attempt begins with: told by its start key, so that a retry of the start is recognised as that device. */
function firstWriter(attemptId: string, startKey: string): string {
  return uuidOf(sha256(`writer\n${attemptId}\n${startKey}`));
}

const literal = (values: readonly number[]): string => `{${values.join(',')}}`;

/** The drafts as the parallel arrays of `insertAttempts`, in its order. */
function columns(drafts: Draft[]): unknown[] {
  const column = <T>(pick: (draft: Draft) => T): T[] => drafts.map(pick);
  return [
    column((d) => d.row.id),
    column((d) => d.row.participant_id),
    column((d) => d.row.attempt_no),
    column((d) => d.request.startKey),
    column((d) => d.row.round_id),
    column((d) => d.row.round_revision),
    column((d) => d.phaseId),
    column((d) => d.audienceId),
    column((d) => d.contestUnitId),
    column((d) => d.seed),
    column((d) => literal(d.row.paper_items)),
    column((d) => literal(d.row.paper_orders)),
    column((d) => d.row.paper_shape),
    column((d) => d.row.started_ms),
    column((d) => d.row.deadline_ms),
    column((d) => d.row.grace_ms),
    column((d) => d.row.writer),
    column((d) => d.quota.day),
    column((d) => d.quota.dayCount),
    column((d) => d.quota.week),
    column((d) => d.quota.weekCount),
    column((d) => JSON.stringify(d.quota.roundCounts)),
    column((d) => JSON.stringify(d.quota.phaseCounts)),
    column((d) => literal(d.seen)),
    column((d) => d.row.extra_time_percent),
  ];
}

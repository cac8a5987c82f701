import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, LIMITS, showSpokenCode, spokenCode, type IncidentCause, type IncidentKind } from '#domain';
import { randomOctets } from '#platform';
import { readGiver } from '../feedback.queries.js';
import * as sql from './incident.queries.js';

/** 40 bits: nobody hits another's report by a slip of the tongue. */
const CODE_OCTETS = 8;

/** What somebody reports. */
export interface IncidentWish {
  /** Made by the client: the same id is the same report. */
  id: string;
  contestSlug: string | null;
  kind: IncidentKind;
  text: string;
  contact: string | null;
  page: string | null;
  errorCode: string | null;
  browser: string | null;
  /** Epoch ms. */
  noticedAt: number | null;
  /** Kept only when it is the reporter's own. */
  attempt: { contestId: number; attemptId: string } | null;
  accountId: string | null;
}

/** What a person has reported, as the person sees it. */
export interface OwnIncident {
  /** To be read out: 'K7QM-2D0X'. */
  code: string;
  contestSlug: string | null;
  kind: IncidentKind;
  text: string;
  contact: string | null;
  reportedAt: string;
  state: IncidentState;
  answer: string | null;
  closedAt: string | null;
}

export type IncidentState = 'open' | 'in_hand' | 'closed';

/** What somebody has reported, as the desk sees it. */
export interface Incident extends Omit<OwnIncident, 'contestSlug'> {
  id: number;
  isOfContest: boolean;
  page: string | null;
  errorCode: string | null;
  browser: string | null;
  noticedAt: string | null;
  /** Who is signed in and takes part in the contest can be looked up at the desk. */
  participantId: string | null;
  attemptId: string | null;
  isSignedIn: boolean;
  assignedTo: { name: string | null; isMe: boolean } | null;
  cause: IncidentCause | null;
}

/** Whose reports somebody may see: those of a contest and, for offices that hold everywhere, those of none. */
export interface IncidentReach {
  contestId: number;
  accountId: string;
  isEverywhere: boolean;
}

/** Takes what goes wrong for people, and lets the desk answer it. */
@Injectable()
export class IncidentService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Keeps a report. The same id again is the same report, with the same code.
   * @returns the code to be read out
   */
  async report(wish: IncidentWish): Promise<{ code: string }> {
    const { manager } = this.dataSource;
    const own = await this.ownAttempt(manager, wish);
    const [contest] = wish.contestSlug === null ? [] : await run(manager, sql.readContestNumber, [wish.contestSlug]);
    const contestId = own?.contestId ?? contest?.id ?? null;
    const code = spokenCode(randomOctets(CODE_OCTETS));
    const { id, kind, text, contact, page, errorCode, browser, noticedAt, accountId } = wish;
    const what = [kind, text, contact, page, errorCode, browser, noticedAt];
    const values = [code, id, contestId, ...what, accountId, own?.attemptId ?? null];
    const [made] = await run(manager, sql.insertIncident, values);
    if (made) return { code: showSpokenCode(code) };
    const [before] = await run(manager, sql.readIncidentCode, [id]);
    return { code: showSpokenCode(before!.code) };
  }

  /** What a person has reported while signed in, newest first. */
  async ownOf(accountId: string): Promise<OwnIncident[]> {
    const rows = await run(this.dataSource.manager, sql.readOwnIncidents, [accountId, LIMITS.ownIncidentsShown]);
    return rows.map((row) => ({
      code: showSpokenCode(row.code),
      contestSlug: row.slug,
      kind: row.kind,
      text: row.text,
      contact: row.contact,
      reportedAt: row.reported_at.toISOString(),
      state: row.closed_at ? 'closed' : row.assigned_at ? 'in_hand' : 'open',
      answer: row.answer,
      closedAt: row.closed_at?.toISOString() ?? null,
    }));
  }

  /** A page of the queue, newest first, with how many there are by state. */
  async list(
    reach: IncidentReach,
    page: {
      q: string;
      state: IncidentState | null;
      kind: IncidentKind | null;
      isMine: boolean;
      after: number | null;
      limit: number;
    },
  ): Promise<{ counts: Record<IncidentState, number>; incidents: Incident[]; next: number | null }> {
    const { manager } = this.dataSource;
    const of = [reach.contestId, reach.isEverywhere];
    const { state, kind, isMine, q, after, limit } = page;
    const asked = [state, kind, isMine ? reach.accountId : null, q, after, limit + 1];
    const rows = await run(manager, sql.readIncidents, [...of, ...asked]);
    const counts = { open: 0, in_hand: 0, closed: 0 };
    for (const row of await run(manager, sql.countIncidents, of)) counts[row.state] = row.reports;
    const shown = rows.slice(0, limit);
    return {
      counts,
      incidents: shown.map((row) => show(row, reach.accountId)),
      next: rows.length > limit ? shown.at(-1)!.id : null,
    };
  }

  /** How many reports of which kind came in each hour of the last day, and what settled ones turned out to be. */
  async figures({ contestId, isEverywhere }: IncidentReach): Promise<{
    hours: { hour: string; kind: IncidentKind; reports: number }[];
    causes: { cause: IncidentCause; reports: number }[];
  }> {
    const { manager } = this.dataSource;
    const hours = await run(manager, sql.countByHour, [contestId, isEverywhere]);
    const causes = await run(manager, sql.countByCause, [contestId, isEverywhere]);
    return { hours: hours.map((row) => ({ ...row, hour: row.hour.toISOString() })), causes };
  }

  /**
   * Takes a report into one's own hands, also out of another's.
   * @throws DomainError NOT_FOUND, INCIDENT_CLOSED
   */
  async assign(reach: IncidentReach, id: number, requestId: string | null): Promise<void> {
    const { contestId, isEverywhere, accountId } = reach;
    await this.dataSource.transaction(async (manager) => {
      const [done] = await run(manager, sql.assignIncident, [contestId, isEverywhere, id, accountId]);
      if (!done) throw await this.refusal(manager, reach, id);
      await appendAudit(manager, {
        actorId: accountId,
        action: 'incident.assigned',
        subject: `incident/${id}`,
        requestId,
      });
    });
  }

  /**
   * Settles a report: what it turned out to be and, for a reporter who was signed in, an answer on the own page.
   * @throws DomainError NOT_FOUND, INCIDENT_CLOSED
   */
  async close(
    reach: IncidentReach,
    id: number,
    end: { cause: IncidentCause; answer: string | null; requestId: string | null },
  ): Promise<void> {
    const { contestId, isEverywhere, accountId } = reach;
    const { cause, answer, requestId } = end;
    await this.dataSource.transaction(async (manager) => {
      const values = [contestId, isEverywhere, id, accountId, cause, answer];
      const [done] = await run(manager, sql.closeIncident, values);
      if (!done) throw await this.refusal(manager, reach, id);
      const line = { actorId: accountId, action: 'incident.closed', subject: `incident/${id}`, after: { cause } };
      await appendAudit(manager, { ...line, requestId });
    });
  }

  /** The texts that the desk of a contest has ready, in their order. */
  async answers(contestId: number): Promise<{ title: string; text: string }[]> {
    return run(this.dataSource.manager, sql.readIncidentAnswers, [contestId]);
  }

  /** Writes the list of texts anew. */
  async setAnswers(
    { contestId, accountId }: IncidentReach,
    answers: readonly { title: string; text: string }[],
    requestId: string | null,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await run(manager, sql.lockContestForAnswers, [contestId]);
      await run(manager, sql.deleteIncidentAnswers, [contestId]);
      const columns = [answers.map(({ title }) => title), answers.map(({ text }) => text)];
      await run(manager, sql.insertIncidentAnswers, [contestId, ...columns]);
      const after = { answers: answers.length };
      const line = { actorId: accountId, action: 'incident_answers.changed', subject: `contest/${contestId}`, after };
      await appendAudit(manager, { ...line, requestId });
    });
  }

  private async ownAttempt(manager: EntityManager, { attempt, accountId }: IncidentWish) {
    if (attempt === null || accountId === null) return null;
    const [row] = await run(manager, readGiver, [attempt.contestId, attempt.attemptId]);
    return row?.account_id === accountId ? attempt : null;
  }

  private async refusal(manager: EntityManager, { contestId, isEverywhere }: IncidentReach, id: number) {
    const [found] = await run(manager, sql.findIncident, [contestId, isEverywhere, id]);
    return new DomainError(found ? 'INCIDENT_CLOSED' : 'NOT_FOUND');
  }
}

function show(row: sql.IncidentRow, accountId: string): Incident {
  return {
    id: row.id,
    code: showSpokenCode(row.code),
    isOfContest: row.of_contest,
    kind: row.kind,
    text: row.text,
    contact: row.contact,
    page: row.page,
    errorCode: row.error_code,
    browser: row.browser,
    noticedAt: row.noticed_at?.toISOString() ?? null,
    reportedAt: row.reported_at.toISOString(),
    participantId: row.participant_id,
    attemptId: row.attempt_id,
    isSignedIn: row.is_signed_in,
    assignedTo: row.assigned_to === null ? null : { name: row.assigned_to_name, isMe: row.assigned_to === accountId },
    state: row.closed_at ? 'closed' : row.assigned_to === null ? 'open' : 'in_hand',
    answer: row.answer,
    cause: row.cause,
    closedAt: row.closed_at?.toISOString() ?? null,
  };
}

import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { LIMITS } from '#domain';
import { Clock, Groups, randomOctets, sha256, uuidv7 } from '#platform';
import { EndedSessions, type EndedSession } from './ended-sessions.js';
import { needsSecondFactor, type HeldRole, type Identity } from '../identity.js';
import {
  endSession,
  endSessionsOf,
  insertSessions,
  livingSessions,
  touchSessions,
  unusedSessions,
} from './session.queries.js';
import { ShortCache } from '../door/short-cache.js';

/** A citizen stays signed in to the end of the contests, so that nobody is sent away in the middle of one, but no longer. */
export const SESSION_DAYS_MAX = 45;
/** Days after the last round in which its results are looked at; where no round is coming, from signing in. */
export const SESSION_DAYS_AFTER = 7;
/** A day at the desk. Whoever holds a role signs in anew each morning. */
export const STAFF_SESSION_HOURS = 12;
/** A desk that was left: the OWASP cheat sheet's upper bound for what is neither a bank nor a game. */
export const STAFF_IDLE_MS = 60 * 60_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Known sessions in memory: some 500 bytes each. */
const CACHE_MAX = 20_000;
/** Half of the three seconds that an entry may live, see ShortCache. */
const ROTATE_EVERY_MS = 1_500;
const LOOKUP_GROUP_MAX = 200;

export interface OpenedSession {
  sessionId: string;
  accountId: string;
  /** 32 random octets in base64url: the secret that the browser keeps; it is stored nowhere here. */
  token: string;
  /** Epoch ms in database time. */
  expiresAt: number;
  /** From its start to its end: how long a browser keeps the cookie. */
  lifetimeMs: number;
}

/**
 * Sessions: rows in PostgreSQL that hold the hash of a token, with a memory of at most three seconds before them. Unknown
 * tokens are not remembered, so that guessing cannot push living ones out.
 */
@Injectable()
export class SessionService implements OnModuleInit, OnModuleDestroy {
  private readonly known = new ShortCache<Identity>(CACHE_MAX);
  private readonly lookups = new Groups<Buffer, Identity | null>({
    lane: 'sessions',
    run: (hashes) => this.lookUp(hashes),
    groupMax: LOOKUP_GROUP_MAX,
    queueMax: LIMITS.writeQueueMax,
    patienceMs: LIMITS.groupPatienceMs,
  });
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly ended: EndedSessions,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.known.rotate(), ROTATE_EVERY_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /**
   * Who is behind this token? Null for a token that is unknown, ended or expired, and for a disabled account. Many
   * look-ups at once become one statement.
   * @throws DomainError SERVER_BUSY {retryAfterSeconds} when 5,000 wait already
   */
  async resolve(token: string): Promise<Identity | null> {
    if (!TOKEN.test(token)) return null;
    const hash = sha256(token);
    const key = hash.toString('base64');
    let identity = this.known.get(key) ?? null;
    if (!identity) {
      identity = await this.lookups.add(hash);
      // Whoever has yet to show the second factor is asked for anew, so that the roles are there at once.
      if (identity?.waitingRoles.length === 0) this.known.set(key, identity);
    }
    // Asked last: the session may have ended while its row was on the way.
    return identity && !this.ended.has(identity.sessionId) ? identity : null;
  }

  /** Was this session ended before its time, or its account disabled? From memory, for the bearer of an attempt token. */
  isEnded(sessionId: string): boolean {
    return this.ended.has(sessionId);
  }

  /** Those of these sessions that have an idle limit and have lain unused longer: they let nobody in any more. */
  async unused(sessionIds: readonly string[]): Promise<string[]> {
    const rows = await run(this.dataSource.manager, unusedSessions, [sessionIds]);
    return rows.map(({ id }) => id);
  }

  /**
   * Opens a session with a new token, as part of the caller's transaction: after every sign-in, never twice the same.
   * @param device family of browser and system, from `deviceOf`
   * @param secondFactorShown counts as done, for links that open nothing but the sample data
   */
  async start(
    manager: EntityManager,
    accountId: string,
    requestId: string | null = null,
    device: string | null = null,
    secondFactorShown = false,
  ): Promise<OpenedSession> {
    const [session] = await this.startMany(manager, [accountId], device, secondFactorShown);
    const subject = `session/${session!.sessionId}`;
    await appendAudit(manager, { actorId: accountId, action: 'session.started', subject, requestId });
    return session!;
  }

  /** Opens one session for each account with one statement and no line in the audit trail: for replay and load tools. */
  async startMany(
    manager: EntityManager,
    accountIds: readonly string[],
    device: string | null = null,
    secondFactorShown = false,
  ): Promise<OpenedSession[]> {
    const now = this.clock.now();
    const opened = accountIds.map((accountId) => ({
      sessionId: uuidv7(now),
      accountId,
      token: Buffer.from(randomOctets(32)).toString('base64url'),
    }));
    const rows = await run(manager, insertSessions, [
      opened.map(({ sessionId }) => sessionId),
      opened.map(({ accountId }) => accountId),
      opened.map(({ token }) => sha256(token)),
      `${SESSION_DAYS_MAX} days`,
      `${STAFF_SESSION_HOURS} hours`,
      STAFF_IDLE_MS,
      secondFactorShown,
      device,
      `${SESSION_DAYS_AFTER} days`,
    ]);
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    return opened.map((session) => {
      const { created_at: from, expires_at: to } = rowOf.get(session.sessionId)!;
      return { ...session, expiresAt: to.getTime(), lifetimeMs: to.getTime() - from.getTime() };
    });
  }

  /** Ends a session: at once in this process, within three seconds in every other. Ending it twice changes nothing. */
  async end(sessionId: string, requestId: string | null = null): Promise<void> {
    const rows = await this.dataSource.transaction(async (manager) => {
      const ended = await run(manager, endSession, [sessionId]);
      for (const { account_id: actorId } of ended) {
        const subject = `session/${sessionId}`;
        await appendAudit(manager, { actorId, action: 'session.ended', subject, requestId });
      }
      return ended;
    });
    this.announceEnded(rows.map((row) => ({ id: row.id, expiresAt: row.expires_at.getTime() })));
  }

  /**
   * Ends all sessions of an account as part of the caller's transaction. Its answer is to be given to `announceEnded` after
   * the commit.
   * @param exceptId a session that lives on: of whoever asks for it
   */
  async endAllOf(manager: EntityManager, accountId: string, exceptId: string | null = null): Promise<EndedSession[]> {
    const rows = await run(manager, endSessionsOf, [accountId, exceptId]);
    return rows.map((row) => ({ id: row.id, expiresAt: row.expires_at.getTime() }));
  }

  announceEnded(sessions: readonly EndedSession[]): void {
    this.ended.announce(sessions);
  }

  private async lookUp(hashes: Buffer[]): Promise<(Identity | null)[]> {
    const identities = Array<Identity | null>(hashes.length).fill(null);
    const rows = await run(this.dataSource.manager, livingSessions, [hashes]);
    for (const row of rows) {
      const isWaiting = ({ role }: HeldRole) => !row.second_factor && needsSecondFactor(role);
      identities[row.n - 1] = {
        accountId: row.account_id,
        sessionId: row.id,
        fullName: row.full_name,
        roles: row.roles.filter((held) => !isWaiting(held)),
        waitingRoles: row.roles.filter(isWaiting),
      };
    }
    const toTouch = rows.filter((row) => row.to_touch).map(({ id }) => id);
    if (toTouch.length > 0) await run(this.dataSource.manager, touchSessions, [toTouch]);
    return identities;
  }
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, LIMITS } from '#domain';
import type { Identity } from '../identity.js';
import { endOwnSession, ownSessions } from './session.queries.js';
import { SessionService } from './session.service.js';

/** Where a person is signed in. */
export interface OwnSession {
  id: string;
  /** Epoch ms. */
  startedAt: number;
  expiresAt: number;
  /** The one that asks. */
  isCurrent: boolean;
  /** Family of browser and system; null when the browser did not say, or for sessions from before it was kept. */
  device: string | null;
}

/** A person's own sessions: seen, and ended where the phone was lent or lost. */
@Injectable()
export class OwnSessionsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sessions: SessionService,
  ) {}

  /** The living ones, newest first, at most `LIMITS.ownSessionsMax`. */
  async list({ accountId, sessionId }: Identity): Promise<OwnSession[]> {
    const rows = await run(this.dataSource.manager, ownSessions, [accountId, LIMITS.ownSessionsMax]);
    return rows.map((row) => ({
      id: row.id,
      startedAt: row.created_at.getTime(),
      expiresAt: row.expires_at.getTime(),
      isCurrent: row.id === sessionId,
      device: row.device,
    }));
  }

  /** @throws DomainError SESSION_NOT_FOUND for one that is not the person's own or lives no more */
  async end({ accountId }: Identity, id: string, requestId: string | null): Promise<void> {
    const rows = await this.dataSource.transaction(async (manager) => {
      const ended = await run(manager, endOwnSession, [id, accountId]);
      if (ended.length === 0) throw new DomainError('SESSION_NOT_FOUND');
      await appendAudit(manager, { actorId: accountId, action: 'session.ended', subject: `session/${id}`, requestId });
      return ended;
    });
    this.sessions.announceEnded(rows.map((row) => ({ id: row.id, expiresAt: row.expires_at.getTime() })));
  }

  /** Ends all but the one that asks. @returns how many */
  async endOthers({ accountId, sessionId }: Identity, requestId: string | null): Promise<number> {
    const ended = await this.dataSource.transaction(async (manager) => {
      const others = await this.sessions.endAllOf(manager, accountId, sessionId);
      if (others.length > 0) {
        await appendAudit(manager, {
          actorId: accountId,
          action: 'session.others_ended',
          subject: `account/${accountId}`,
          after: { ended: others.length },
          requestId,
        });
      }
      return others;
    });
    this.sessions.announceEnded(ended);
    return ended.length;
  }
}

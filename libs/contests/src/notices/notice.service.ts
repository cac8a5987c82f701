import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isoInstant, LIMITS } from '#domain';
import * as sql from './notice.queries.js';

/** What stands on all pages of a contest now, and soon. Instants are ISO 8601 in UTC. */
export interface Notices {
  /** The province has stopped the contest: nobody starts any more. */
  stop: { since: string; note: string } | null;
  pause: { since: string; note: string } | null;
  /** Newest first; those that begin later are told too, so that pages need not ask again. */
  announcements: { id: number; text: string; from: string; until: string }[];
}

/** What has to be told to everybody in a contest. */
@Injectable()
export class NoticeService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** @throws DomainError CONTEST_NOT_FOUND, also for a draft */
  async read(slug: string): Promise<Notices> {
    const [row] = await run(this.dataSource.manager, sql.readNotices, [slug]);
    if (!row) throw new DomainError('CONTEST_NOT_FOUND');
    const { pause_since_ms: since, pause_note: note, stop_since_ms: stopped, stop_note, announcements } = row;
    return {
      stop: stopped === null ? null : { since: isoInstant(stopped), note: stop_note! },
      pause: since === null ? null : { since: isoInstant(since), note: note! },
      announcements: announcements.map(({ id, text, fromMs, untilMs }) => ({
        ...{ id, text },
        from: isoInstant(fromMs),
        until: isoInstant(untilMs),
      })),
    };
  }

  /**
   * Puts a text on all pages of a contest.
   *
   * @param told.from, told.until epoch ms
   * @throws DomainError INVALID_INPUT {field: 'until'} for a window that is none or over; ANNOUNCEMENTS_FULL
   */
  async announce(
    act: { contestId: number; actorId: string; requestId: string; now: number },
    told: { text: string; from: number; until: number },
  ): Promise<{ id: number }> {
    const { contestId, actorId, requestId, now } = act;
    if (told.until <= told.from || told.until <= now) throw new DomainError('INVALID_INPUT', { field: 'until' });
    return this.dataSource.transaction(async (manager) => {
      const [standing] = await run(manager, sql.countAnnouncements, [contestId]);
      if (standing!.n >= LIMITS.announcementsMax) throw new DomainError('ANNOUNCEMENTS_FULL');
      const values = [contestId, told.text, told.from, told.until, actorId];
      const [made] = await run(manager, sql.insertAnnouncement, values);
      const after = { id: made!.id, text: told.text, until: isoInstant(told.until) };
      const line = { action: 'announcement.made', subject: `contest/${contestId}`, after };
      await appendAudit(manager, { actorId, requestId, ...line });
      return made!;
    });
  }

  /** @throws DomainError ANNOUNCEMENT_NOT_FOUND, also for one that is over */
  async withdraw(act: { contestId: number; actorId: string; requestId: string }, id: number): Promise<void> {
    const { contestId, actorId, requestId } = act;
    await this.dataSource.transaction(async (manager) => {
      const [gone] = await run(manager, sql.withdrawAnnouncement, [contestId, id, actorId]);
      if (!gone) throw new DomainError('ANNOUNCEMENT_NOT_FOUND');
      const line = { action: 'announcement.withdrawn', subject: `contest/${contestId}`, before: { id } };
      await appendAudit(manager, { actorId, requestId, ...line });
    });
  }
}

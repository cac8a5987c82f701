import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { run } from '#database';
import { DomainError } from '#domain';
import { grantExtraTime, setExtraTime, type ExtraTimeFor } from './extra-time.js';
import * as sql from './extra-time.queries.js';

/** One line of the list of extra time. */
export interface ExtraTimeGrant {
  id: number;
  /** null for a whole unit. */
  participantId: string | null;
  /** null for a whole unit, and for somebody who has left. */
  fullName: string | null;
  unitName: string;
  isUnit: boolean;
  percent: number;
  reason: string;
  grantedAt: string;
  /** null while it holds. */
  withdrawnAt: string | null;
}

interface Act {
  contestId: number;
  actorId: string;
  requestId: string;
}

/** Extra time of people and units, for those who run a contest; the caller has made sure that they do. */
@Injectable()
export class ExtraTimeService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async list(contestId: number): Promise<ExtraTimeGrant[]> {
    const rows = await run(this.dataSource.manager, sql.readGrants, [contestId]);
    return rows.map((row) => ({
      ...{ id: row.id, isUnit: row.is_unit, percent: row.percent, reason: row.reason },
      participantId: row.participant_id,
      fullName: row.full_name,
      unitName: row.unit_name,
      grantedAt: row.granted_at.toISOString(),
      withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    }));
  }

  /**
   * Grants it from now on, as part of the caller's transaction, which lengthens the attempts under way.
   *
   * @throws DomainError INVALID_INPUT {field}, NOT_A_PARTICIPANT, UNIT_NOT_FOUND
   */
  async grant(
    manager: EntityManager,
    act: Act & { contestSlug: string },
    wish: { of: ExtraTimeFor | { phone: string }; percent: number; reason: string },
  ): Promise<{ grantId: number; of: ExtraTimeFor }> {
    const { of, percent, reason } = wish;
    if (!('phone' in of)) {
      const { grantId } = await setExtraTime(manager, { ...act, of, percent, reason });
      return { grantId: grantId!, of };
    }
    const { phone } = of;
    const { grantId, participantId } = await grantExtraTime(manager, { ...act, phone, percent, reason });
    return { grantId: grantId!, of: { participantId } };
  }

  /**
   * Takes it back for the attempts that are started from now on; those under way keep what they have.
   *
   * @throws DomainError EXTRA_TIME_NOT_FOUND
   */
  async withdraw(act: Act, grantId: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [found] = await run(manager, sql.findGrant, [act.contestId, grantId]);
      if (!found) throw new DomainError('EXTRA_TIME_NOT_FOUND');
      const { participant_id: participantId, contest_unit_id: contestUnitId } = found;
      const of = participantId === null ? { contestUnitId: contestUnitId! } : { participantId };
      await setExtraTime(manager, { ...act, of, percent: 0, reason: 'thu hồi' });
    });
  }
}

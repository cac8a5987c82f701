import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { run } from '#database';
import { LIMITS, maskName, maskPhone, parseReceiptNumber } from '#domain';
import { DoorLimits } from '../door/door-limits.js';
import type { Identity } from '../identity.js';
import { checkDesk } from '../staff/office.js';
import * as sql from './person-search.queries.js';

/** What the desk was told of somebody. */
export type PersonClue =
  /** E.164 */
  | { phone: string }
  /** As typed. */
  | { receiptNumber: string }
  | { fullName: string; contestUnitId: number };

/** Somebody who was found: enough to be sure that it is the right one, no more. */
export interface FoundPerson {
  participantId: string;
  fullNameMasked: string;
  phoneMasked: string | null;
  unit: { contestUnitId: number; code: string; name: string; parentName: string | null };
  joinedAt: string;
  attempts: number;
  /** Why no one-time code can be given; null: one can. */
  noCode: 'staff' | 'disabled' | 'no_phone' | null;
}

/** People of a contest, looked for by whoever answers the telephone. */
@Injectable()
export class PersonSearchService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly door: DoorLimits,
  ) {}

  /**
   * Looks for people in one contest by what they told.
   * @returns at most `LIMITS.foundPeopleMax`, by name; `hasMore`: there are others, and more of the name is needed
   * @throws DomainError TOO_MANY_REQUESTS (looks of a day), CONTEST_NOT_FOUND, NOT_ALLOWED
   */
  async find(
    wish: { contestSlug: string; caller: Identity },
    clue: PersonClue,
  ): Promise<{ people: FoundPerson[]; hasMore: boolean }> {
    await this.door.admitPersonLookup(wish.caller.accountId);
    const { manager } = this.dataSource;
    const contestId = await checkDesk(manager, wish);
    const rows = await this.rowsOf(contestId, clue);
    const people = rows.slice(0, LIMITS.foundPeopleMax).map(foundOf);
    return { people, hasMore: rows.length > people.length };
  }

  private async rowsOf(contestId: number, clue: PersonClue): Promise<sql.FoundRow[]> {
    const { manager } = this.dataSource;
    if ('phone' in clue) return run(manager, sql.findByPhone, [contestId, clue.phone]);
    if ('receiptNumber' in clue) {
      const number = parseReceiptNumber(clue.receiptNumber);
      return number === null ? [] : run(manager, sql.findByReceipt, [contestId, number]);
    }
    const { contestUnitId, fullName } = clue;
    return run(manager, sql.findByName, [contestId, contestUnitId, fullName, LIMITS.foundPeopleMax + 1]);
  }
}

/** What the desk sees of who was found. */
export function foundOf(row: sql.FoundRow): FoundPerson {
  return {
    participantId: row.participant_id,
    fullNameMasked: maskName(row.full_name),
    phoneMasked: row.phone === null ? null : maskPhone(row.phone),
    unit: {
      contestUnitId: row.contest_unit_id,
      code: row.unit_code,
      name: row.unit_name,
      parentName: row.parent_name,
    },
    joinedAt: row.joined_at.toISOString(),
    attempts: row.attempts,
    noCode: row.staff ? 'staff' : row.disabled ? 'disabled' : row.phone === null ? 'no_phone' : null,
  };
}

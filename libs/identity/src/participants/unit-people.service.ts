import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { run } from '#database';
import { DomainError, maskPhone } from '#domain';
import { unitBelow } from '../accounts/reset-code.queries.js';
import type { Identity } from '../identity.js';
import { reachIn } from '../staff/office.js';
import { contestOfSlug } from './exclusion.queries.js';
import * as sql from './unit-people.queries.js';

/** A unit that somebody stands for, in one contest. */
export interface ManagedUnit {
  contestSlug: string;
  contestTitle: string;
  isClosed: boolean;
  sample: boolean;
  unitCode: string;
  unitName: string;
  parentName: string | null;
}

/** Somebody who joined, as whoever has to remind them sees it: never an answer, a score or a time. */
export interface UnitPerson {
  participantId: string;
  fullName: string;
  /** null: the account has none. */
  phoneMasked: string | null;
  joinedAt: string;
  unitCode: string;
  unitName: string;
}

export interface UnitPeople {
  /** Of the unit and of all below it, whatever was searched for; null behind the first page. */
  counts: { tookPart: number; notYet: number } | null;
  people: UnitPerson[];
  /** Behind whom the next page begins; null: there is none. */
  next: string | null;
}

const FIRST_PERSON = '00000000-0000-0000-0000-000000000000';

/** The people of a unit, for who stands for it: who took part, and who is still to be reminded. */
@Injectable()
export class UnitPeopleService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The units that somebody manages, those of contests that go on first. */
  async managed({ roles }: Pick<Identity, 'roles'>): Promise<ManagedUnit[]> {
    const ids = roles.flatMap(({ role, contestUnitId }) =>
      role === 'unit_manager' && contestUnitId !== null ? [contestUnitId] : [],
    );
    if (ids.length === 0) return [];
    return (await run(this.dataSource.manager, sql.managedUnits, [ids])).map((row) => ({
      contestSlug: row.slug,
      contestTitle: row.title,
      isClosed: row.is_closed,
      sample: row.sample,
      unitCode: row.code,
      unitName: row.name,
      parentName: row.parent_name,
    }));
  }

  /**
   * A page of the people of a unit and of the units below it, unit by unit, by the given name. To have taken part is to have
   * a valid attempt anywhere in the contest. Who has left or was deleted is not named any more.
   *
   * @throws DomainError CONTEST_NOT_FOUND, UNIT_NOT_FOUND, NOT_ALLOWED for units of others,
   *   INVALID_INPUT {field: 'cursor'} for nobody of these units
   */
  async page(
    wish: { contestSlug: string; unitCode: string; caller: Pick<Identity, 'roles'> },
    find: { tookPart: boolean; search: string; cursor: string | null; limit: number },
  ): Promise<UnitPeople> {
    const { manager } = this.dataSource;
    const { contestId, unitId } = await this.unitInReach(manager, wish);
    const { tookPart, search, cursor, limit } = find;
    const place = cursor === null ? undefined : (await run(manager, sql.placeOfPerson, [contestId, unitId, cursor]))[0];
    if (cursor !== null && !place) throw new DomainError('INVALID_INPUT', { field: 'cursor' });
    const from = [place?.contest_unit_id ?? 0, place?.name_key ?? '', cursor ?? FIRST_PERSON];
    const values = [contestId, unitId, tookPart, search, ...from, limit + 1];
    const rows = await run(manager, sql.peopleOfUnit, values);
    const [counts] = place ? [] : await run(manager, sql.peopleCounts, [contestId, unitId]);
    const shown = rows.slice(0, limit);
    return {
      counts: counts ? { tookPart: counts.took_part, notYet: counts.not_yet } : null,
      people: shown.map((row) => ({
        participantId: row.id,
        fullName: row.full_name,
        phoneMasked: row.phone === null ? null : maskPhone(row.phone),
        joinedAt: row.joined_at.toISOString(),
        unitCode: row.unit_code,
        unitName: row.unit_name,
      })),
      next: rows.length > limit ? shown.at(-1)!.id : null,
    };
  }

  private async unitInReach(
    manager: EntityManager,
    { contestSlug, unitCode, caller }: { contestSlug: string; unitCode: string; caller: Pick<Identity, 'roles'> },
  ): Promise<{ contestId: number; unitId: number }> {
    const [contest] = await run(manager, contestOfSlug, [contestSlug]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    const managed = reachIn(caller, contest.id);
    const [unit] = await run(manager, sql.unitOfCode, [contest.id, unitCode]);
    if (!unit) throw new DomainError('UNIT_NOT_FOUND');
    const isManaged = managed === null || (await run(manager, unitBelow, [unit.id, managed])).length > 0;
    if (!isManaged) throw new DomainError('NOT_ALLOWED');
    return { contestId: contest.id, unitId: unit.id };
  }
}

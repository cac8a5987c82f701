import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError, localDay, searchKey } from '#domain';
import { Clock } from '#platform';
import { changesOfUnit, type ChangeRow } from '../changes/unit-change.queries.js';
import * as sql from './unit-tree.queries.js';

/** Where a page of units begins: behind this one. */
export interface UnitPlace {
  name: string;
  id: number;
}

/** One unit with how it came to be and what became of it. */
export interface UnitStory {
  /** As of the day that was asked for, or of its last day before, or its first one after. */
  on: string;
  unit: sql.TreeUnitRow;
  /** Those above it, the highest first. */
  above: sql.TreeUnitRow[];
  childCount: number;
  /** All that have borne its code, the oldest first: a code alone names no unit. */
  periods: sql.TreeUnitRow[];
  steps: sql.StepRow[];
  /** Changes by hand that made or ended it, the newest first. */
  changes: ChangeRow[];
}

const CHILDREN_COUNTED_MAX = 100_000;

/** Reads the administrative tree as it is, was or will be on a day. */
@Injectable()
export class UnitTreeService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Today in Vietnam, 'YYYY-MM-DD'. */
  today(): string {
    return localDay(this.clock.now());
  }

  /** The units directly below a code on a day; null: those that hang under none. */
  async below(
    code: string | null,
    page: { on: string; after: UnitPlace | null; limit: number },
  ): Promise<sql.BranchRow[]> {
    const { on, after, limit } = page;
    const values = [code, on, after?.name ?? null, after?.id ?? null, limit];
    return run(this.dataSource.manager, code === null ? sql.rootUnits : sql.unitsBelow, values);
  }

  /** Units by a part of the name, without accents too, or the beginning of the code; former ones with what they became. */
  async find(search: string, page: { on: string; after: UnitPlace | null; limit: number }): Promise<sql.HitRow[]> {
    const key = searchKey(search).replace(/[\\%_]/g, '\\$&');
    const { on, after, limit } = page;
    const values = [`%${key}%`, on, after?.name ?? null, after?.id ?? null, limit, `${key}%`];
    return run(this.dataSource.manager, sql.findUnits, values);
  }

  /** @throws DomainError UNIT_NOT_FOUND when no unit of this code began on that day */
  async story(code: string, validFrom: string, on: string): Promise<UnitStory> {
    const { manager } = this.dataSource;
    const [named] = await run(manager, sql.unitNamed, [code, validFrom]);
    if (!named) throw new DomainError('UNIT_NOT_FOUND');
    const periods = await run(manager, sql.periodsOfCode, [code]);
    const unit = periods.find(({ id }) => id === named.id)!;
    const day = dayWithin(on, unit);
    const chain = await run(manager, sql.chainAbove, [unit.id, day]);
    const children = await run(manager, sql.unitsBelow, [code, day, null, null, CHILDREN_COUNTED_MAX]);
    return {
      on: day,
      unit: { ...unit, parentName: chain.at(-2)?.name ?? null },
      above: chain.slice(0, -1),
      childCount: children.length,
      periods,
      steps: await run(manager, sql.stepsOf, [unit.id]),
      changes: await run(manager, changesOfUnit, [unit.id]),
    };
  }
}

/** The day itself, or the nearest on which the unit is in force. */
function dayWithin(on: string, { validFrom, validTo }: sql.TreeUnitRow): string {
  if (on < validFrom) return validFrom;
  if (validTo === null || on < validTo) return on;
  return new Date(Date.parse(`${validTo}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

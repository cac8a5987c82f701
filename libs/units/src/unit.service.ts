import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { DomainError } from '#domain';
import { hangUnits, searchUnits, writeSuccessions, writeUnits, type FoundUnit } from './unit.queries.js';

/** A unit as a list names it. Dates 'YYYY-MM-DD'; the unit is in force from validFrom up to, not on, validTo. */
export interface TreeRow {
  code: string;
  parentCode: string | null;
  level: string;
  kind: string;
  name: string;
  fullName: string;
  validFrom: string;
  validTo: string | null;
}

/** What became of a unit. `split` when only a part of the old unit went into the new one. */
export interface SuccessionRow {
  oldCode: string;
  newCode: string;
  relation: 'merged' | 'split' | 'renamed' | 'reclassified' | 'moved' | 'unchanged';
  effectiveOn: string;
  legalBasis: string | null;
}

export interface UnitSearch {
  /** Any part of a name, with or without accents, or the beginning of a code; '' finds every unit. */
  search: string;
  /** Local day 'YYYY-MM-DD' on which the units are in force. */
  on: string;
  /** The last unit of the page before; null for the first page. */
  after: { name: string; id: number } | null;
  limit: number;
}

/** The administrative tree. A unit is (code, validFrom): codes changed their meaning on 1 July 2025. */
@Injectable()
export class UnitService {
  /**
   * Brings the tree to what a list says, in the caller's transaction, in two statements however long the list is. Rows
   * may stand in any order; a parent is looked for in the list and in the tree. The same list again changes nothing.
   *
   * @throws DomainError UNIT_NOT_FOUND {code} when a unit's parent is nowhere
   * @returns how many units are new, and how many were changed
   */
  async importTree(
    manager: EntityManager,
    rows: readonly TreeRow[],
    { sample }: { sample: boolean },
  ): Promise<{ added: number; changed: number }> {
    const json = JSON.stringify(rows);
    const written = await run(manager, writeUnits, [json, sample]);
    const [orphan] = await run(manager, hangUnits, [json]);
    if (orphan) throw new DomainError('UNIT_NOT_FOUND', { code: orphan.code });
    const added = written.filter(({ made }) => made).length;
    return { added, changed: written.length - added };
  }

  /**
   * Writes which units became which. An edge of which one end is not in the tree is left out and named in `unknown`
   * ("16663 → 16681"): a tree may hold one province while its list of successions knows more.
   */
  async importSuccessions(
    manager: EntityManager,
    rows: readonly SuccessionRow[],
  ): Promise<{ written: number; unknown: string[] }> {
    const [result] = await run(manager, writeSuccessions, [JSON.stringify(rows)]);
    return result!;
  }

  /** A page of the units whose name holds what was typed, in the order of a Vietnamese list. */
  async search(manager: EntityManager, { search, on, after, limit }: UnitSearch): Promise<FoundUnit[]> {
    const [typed] = await manager.query<{ key: string }[]>('SELECT search_key($1) AS key', [search.trim()]);
    const key = typed!.key.replace(/[\\%_]/g, '\\$&');
    return run(manager, searchUnits, [`%${key}%`, `${key}%`, on, after?.name ?? null, after?.id ?? null, limit]);
  }
}

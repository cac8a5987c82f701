import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError } from '#domain';
import type { TableRow } from '#platform';
import { lockTree } from '../changes/unit-change.queries.js';
import type { Actor } from '../changes/unit-change.service.js';
import { readUnitRows } from '../unit-list.js';
import type { UnitListFault } from '../unit-row.js';
import { UnitService, type TreeRow } from '../unit.service.js';
import { judgeSuccessions, judgeUnits, type Judgement, type ListTerms } from './list-against-tree.js';
import { readSuccessionList, type SuccessionListRow } from './succession-list.js';
import { allCodes, entriesOf, judgeSteps } from './unit-import.queries.js';

export const UNIT_LISTS = ['current', 'legacy', 'successions'] as const;

export interface ImportWish extends ListTerms {
  /** Units of today, units that are no more, or which became which. */
  list: (typeof UNIT_LISTS)[number];
  /** The document of successions that name none. */
  legalBasis: string | null;
}

/** What an import does or did. All faults are counted; the first of them, and of the notes, are told. */
export interface ImportOutcome {
  /** Rows of the file. */
  rows: number;
  added: number;
  changed: number;
  same: number;
  skipped: number;
  faultCount: number;
  faults: UnitListFault[];
  noteCount: number;
  notes: UnitListFault[];
}

const TOLD_MAX = 200;

/** Brings lists of units and of successions into the tree, all of a list or nothing. */
@Injectable()
export class UnitImportService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly units: UnitService,
  ) {}

  /** What the list would do, row by row. Nothing is written. */
  async forecast(table: readonly TableRow[], wish: ImportWish): Promise<ImportOutcome> {
    return told(table, (await this.judge(this.dataSource.manager, table, wish)).judgement);
  }

  /** @throws DomainError UNIT_LIST_FAULTY {faults, row, message} and nothing is written */
  async apply(table: readonly TableRow[], wish: ImportWish, { accountId, requestId }: Actor): Promise<ImportOutcome> {
    return this.dataSource.transaction(async (manager) => {
      await run(manager, lockTree, []);
      const { judgement, units, steps } = await this.judge(manager, table, wish);
      const [fault] = judgement.faults;
      if (fault) {
        const { row, message } = fault;
        throw new DomainError('UNIT_LIST_FAULTY', { faults: judgement.faults.length, row, message });
      }
      if (units.length > 0) await this.units.importTree(manager, units, { sample: false });
      if (steps.length > 0) await this.units.importSuccessions(manager, steps);
      const { added, changed, same, skipped } = judgement;
      const { list, from, to, mend } = wish;
      await appendAudit(manager, {
        ...{ actorId: accountId, requestId, action: 'unit_tree.imported', subject: `unit-list/${list}` },
        after: { from, to, mend, added, changed, same, skipped },
      });
      return told(table, judgement);
    });
  }

  private async judge(
    manager: EntityManager,
    table: readonly TableRow[],
    wish: ImportWish,
  ): Promise<{ judgement: Judgement<unknown>; units: TreeRow[]; steps: SuccessionListRow[] }> {
    if (wish.list === 'successions') {
      const { rows, faults } = readSuccessionList(table, { effectiveOn: wish.from, legalBasis: wish.legalBasis });
      const judged = await run(manager, judgeSteps, [JSON.stringify(rows)]);
      const isNameless = ({ column, code }: UnitListFault) => column === 'old_code' && code === 'VALUE_MISSING';
      const judgement = judgeSuccessions(rows, judged, wish.mend, faults.filter(isNameless));
      const others = faults.filter((fault) => !isNameless(fault));
      return { judgement: withFaults(judgement, others), units: [], steps: judgement.rows };
    }
    const codes = await run(manager, allCodes, []);
    const { units, faults } = readUnitRows(table, new Set(codes.map(({ code }) => code)), 'territorial');
    const tree = await run(manager, entriesOf, [units.map(({ code }) => code)]);
    const judgement = judgeUnits(units, tree, wish);
    return { judgement: withFaults(judgement, faults), units: judgement.rows, steps: [] };
  }
}

function withFaults<Row>(judgement: Judgement<Row>, faults: readonly UnitListFault[]): Judgement<Row> {
  const byRow = (a: UnitListFault, b: UnitListFault) => a.row - b.row;
  return { ...judgement, faults: [...faults, ...judgement.faults].sort(byRow), notes: judgement.notes.sort(byRow) };
}

function told(table: readonly TableRow[], judgement: Judgement<unknown>): ImportOutcome {
  const { added, changed, same, skipped, faults, notes } = judgement;
  return {
    ...{ rows: Math.max(0, table.length - 1), added, changed, same, skipped },
    ...{ faultCount: faults.length, faults: faults.slice(0, TOLD_MAX) },
    ...{ noteCount: notes.length, notes: notes.slice(0, TOLD_MAX) },
  };
}

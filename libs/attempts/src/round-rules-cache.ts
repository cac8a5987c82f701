import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run, statement } from '#database';
import type { RoundRules } from '#domain';

// Rules of one revision. $1 contest, $2 round, $3 revision; primary key, one row.
const readRules = statement<{ rules: RoundRules }>(
  'read-round-rules',
  `SELECT rules FROM round_revision WHERE contest_id = $1 AND round_id = $2 AND revision = $3`,
);

/** Rules by revision for the worker, which needs neither papers nor texts. Revisions never change. */
@Injectable()
export class RoundRulesCache {
  private readonly known = new Map<string, RoundRules>();

  async get(manager: EntityManager, contestId: number, roundId: number, revision: number): Promise<RoundRules> {
    const key = `${contestId}-${roundId}-${revision}`;
    const found = this.known.get(key);
    if (found) return found;
    const [row] = await run(manager, readRules, [contestId, roundId, revision]);
    if (!row) throw new Error(`round ${contestId}-${roundId} has no revision ${revision}`);
    this.known.set(key, row.rules);
    return row.rules;
  }
}

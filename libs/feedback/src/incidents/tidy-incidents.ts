import type { DataSource } from 'typeorm';
import { run } from '#database';
import { LIMITS } from '#domain';
import { deleteOldIncidents } from './incident.queries.js';

const ROWS_AT_ONCE = 1_000;

/** Deletes reports that were settled half a year ago, and those that nobody settled in a year. @returns how many */
export async function tidyIncidents(dataSource: DataSource): Promise<number> {
  const days = [LIMITS.incidentKeptDays, LIMITS.incidentOpenDaysMax];
  for (let count = 0; ;) {
    const rows = await run(dataSource.manager, deleteOldIncidents, [ROWS_AT_ONCE, ...days]);
    count += rows.length;
    if (rows.length < ROWS_AT_ONCE) return count;
  }
}

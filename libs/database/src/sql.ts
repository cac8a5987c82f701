import type { EntityManager } from 'typeorm';
import type { Pool, PoolClient } from 'pg';

/** A guarded or set-based statement with the name under which PostgreSQL keeps its plan. */
export interface Statement<_Row> {
  readonly name: string;
  readonly text: string;
}

/**
 * Declares a statement. `Row` is the shape of one returned row.
 *
 * @example const openAttempts = statement<{ id: string }>('open-attempts', `SELECT id FROM attempt WHERE ...`);
 */
export function statement<Row>(name: string, text: string): Statement<Row> {
  return { name, text };
}

/**
 * Whether hot statements are prepared by name. One switch for the house: a pooler in transaction mode
 * (PgBouncer before 1.21) cannot keep named statements, and then this is set to false at start.
 */
let namedStatements = true;
export function useNamedStatements(on: boolean): void {
  namedStatements = on;
}

/**
 * Runs a statement inside the manager's transaction, or on a pooled connection when there is none.
 *
 * TypeORM's own `query` sends unnamed statements, which PostgreSQL parses and plans anew each time; the hot path goes
 * to the same pg connection underneath instead.
 */
export async function run<Row>(
  manager: EntityManager,
  stmt: Statement<Row>,
  values: readonly unknown[],
): Promise<Row[]> {
  const client = await connectionOf(manager);
  const config = namedStatements
    ? { name: stmt.name, text: stmt.text, values: [...values] }
    : { text: stmt.text, values: [...values] };
  const result = await client.query(config);
  return result.rows as Row[];
}

async function connectionOf(manager: EntityManager): Promise<Pool | PoolClient> {
  if (manager.queryRunner) return (await manager.queryRunner.connect()) as PoolClient;
  return (manager.dataSource.driver as unknown as { master: Pool }).master;
}

import type { EntityManager } from 'typeorm';
import pg, { type CustomTypesConfig, type Pool, type PoolClient } from 'pg';

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
  const config = { text: stmt.text, values: [...values], types };
  if (namedStatements) Object.assign(config, { name: stmt.name });
  const result = await client.query(config);
  return result.rows as Row[];
}

const INTEGER_ARRAYS = new Set([1005, 1007]); // smallint[], integer[]

/** The driver's readers, but one of our own for arrays of integers: a paper is three of them. */
const types: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    INTEGER_ARRAYS.has(oid) && format !== 'binary' ? integersOf : pg.types.getTypeParser(oid, format),
};

/** @example integersOf('{1,-2,NULL}') is [1, -2, null] */
function integersOf(text: string): (number | null)[] {
  if (text === '{}') return [];
  return text
    .slice(1, -1)
    .split(',')
    .map((part) => (part === 'NULL' ? null : Number(part)));
}

async function connectionOf(manager: EntityManager): Promise<Pool | PoolClient> {
  if (manager.queryRunner) return (await manager.queryRunner.connect()) as PoolClient;
  return (manager.dataSource.driver as unknown as { master: Pool }).master;
}

/**
 * A column of values for `unnest`, as the text of an array. The driver would look into each value for characters to escape,
 * which for some thousand rows costs as much as marking them; so the values must have none of `{},"\\`, blanks or nothing
 * at all: numbers, booleans, ids, codes of ours, and elements made for it (`byteaElement`, a quoted `"{1,2}"`).
 *
 * @example column([1, null, 3]) === '{1,NULL,3}'
 */
export function column(values: readonly (string | number | boolean | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

/** Bytes as an element of a `column`. @example byteaElement(Buffer.from([1, 255])) === '\\\\x01ff' */
export function byteaElement(bytes: Buffer): string {
  return `\\\\x${bytes.toString('hex')}`;
}

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { byteaElement, column, createDataSource, run, statement } from '#database';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  source = createDataSource({ url: database.appUrl, poolMax: 1, applicationName: 'sql' });
  await source.initialize();
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const echo = statement<Record<'id' | 'n' | 'real' | 'yes' | 'kind' | 'octets' | 'marks', unknown>>(
  'echo-columns',
  `SELECT id, n, real, yes, kind, octets, marks::int[] AS marks
     FROM unnest($1::uuid[], $2::int[], $3::float8[], $4::boolean[], $5::text[], $6::bytea[], $7::text[])
       AS u(id, n, real, yes, kind, octets, marks)`,
);

it('takes columns of any length as they are meant: nothing, signs, fractions, bytes and arrays in them', async () => {
  const rows = [
    {
      id: randomUUID(),
      n: -2_147_483_648,
      real: 1_574_000_000_123.5,
      yes: true,
      kind: 'round',
      marks: [0, -250, 1000],
    },
    { id: randomUUID(), n: null, real: 0, yes: false, kind: 'frozen_contest', marks: [] },
  ].map((row, i) => ({ ...row, octets: Buffer.from(i === 0 ? [0, 0x5c, 0x22, 0x7d, 0xff] : []) }));
  const found = await run(source.manager, echo, [
    column(rows.map(({ id }) => id)),
    column(rows.map(({ n }) => n)),
    column(rows.map(({ real }) => real)),
    column(rows.map(({ yes }) => yes)),
    column(rows.map(({ kind }) => kind)),
    column(rows.map(({ octets }) => byteaElement(octets))),
    column(rows.map(({ marks }) => `"{${marks.join(',')}}"`)),
  ]);
  expect(found).toEqual(rows);
  expect(
    await run(
      source.manager,
      echo,
      Array.from({ length: 7 }, () => column([])),
    ),
  ).toEqual([]);
});

it('reads arrays of integers, also with nothing in a place, and leaves other arrays to the driver', async () => {
  const arrays = statement<object>(
    'arrays',
    `SELECT '{}'::int[] AS none, '{1,NULL,-3}'::int[] AS ints, '{7}'::smallint[] AS small, '{"a,b",NULL}'::text[] AS texts`,
  );
  const [row] = await run(source.manager, arrays, []);
  expect(row).toEqual({ none: [], ints: [1, null, -3], small: [7], texts: ['a,b', null] });
});

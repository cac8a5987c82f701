/** Runs one statement and gives its rows: a data source, a query runner or a bare connection will do. */
export type RunQuery = <Row>(sql: string) => Promise<Row[]>;

/** The tool's own list of migrations that have run: it is made by TypeORM, not by a migration. */
const LEDGER = 'migration';

/** Tables of ours, without the partitions that contests make as they are published. */
const TABLES = `pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p')
  AND NOT t.relispartition AND t.relname <> '${LEDGER}'`;
const NOT_OF_AN_EXTENSION = (oid: string) =>
  `NOT EXISTS (SELECT FROM pg_depend WHERE objid = ${oid} AND deptype = 'e')`;
/** The server's collation is Vietnamese; the snapshot must not depend on it. */
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

/**
 * The whole schema as text: what `schema.sql` holds, so that a change of the schema is reviewed as a diff and a
 * database can be compared with the one that the migrations make. It reads the catalogs, because no pg_dump comes with
 * the embedded server, and it is itself SQL that makes the schema.
 *
 * Left out: partitions of contests, owners, comments, and the list of migrations that have run.
 *
 * @throws Error naming every object of a kind that it cannot write (a view, an enum, a policy, …): teach it first.
 * @example writeFileSync('schema.sql', await readSchema((sql) => dataSource.query(sql)))
 */
export async function readSchema(query: RunQuery): Promise<string> {
  await refuseStrangers(query);
  const parts = [
    ['-- Made by `npm run db:snapshot` from a database that holds all migrations. Do not edit: write a migration.'],
    await list(
      query,
      `SELECT format('CREATE EXTENSION %I;', extname) AS text, extname AS name FROM pg_extension
      WHERE extname <> 'plpgsql'`,
    ),
    // A function may read a table that stands further down.
    ['SET check_function_bodies = off;'],
    await functions(query, 'NOT'),
    await tables(query),
    await functions(query, ''),
    await list(
      query,
      `SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s;', conrelid::regclass, conname,
        pg_get_constraintdef(c.oid)) AS text, conrelid::regclass || ' ' || conname AS name
      FROM pg_constraint c WHERE contype = 'f' AND conrelid IN (SELECT t.oid FROM ${TABLES})`,
    ),
    await list(
      query,
      `SELECT pg_get_triggerdef(g.oid) || ';' AS text, tgrelid::regclass || ' ' || tgname AS name
      FROM pg_trigger g WHERE NOT tgisinternal AND tgrelid IN (SELECT t.oid FROM ${TABLES})`,
    ),
    await grants(query),
  ];
  return (
    parts
      .filter((part) => part.length > 0)
      .map((part) => part.join('\n'))
      .join('\n\n') + '\n'
  );
}

async function list(query: RunQuery, sql: string): Promise<string[]> {
  const rows = await query<{ name: string; text: string }>(sql);
  return rows.sort(byName).map(({ text }) => text);
}

/** Those that take a row of a table, which has to be there first; with NOT all others, which a table may need. */
async function functions(query: RunQuery, which: '' | 'NOT'): Promise<string[]> {
  return list(
    query,
    `SELECT rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' AS text, p.oid::regprocedure::text AS name FROM pg_proc p
      WHERE pronamespace = 'public'::regnamespace AND ${NOT_OF_AN_EXTENSION('p.oid')}
        AND ${which} EXISTS (SELECT FROM unnest(p.proargtypes) argument JOIN pg_type y ON y.oid = argument WHERE y.typrelid <> 0)`,
  ).then(apart);
}

/** Blocks of several lines read better with an empty line between them. */
const apart = (blocks: string[]): string[] => (blocks.length > 0 ? [blocks.join('\n\n')] : []);

async function refuseStrangers(query: RunQuery): Promise<void> {
  const strangers = await query<{ what: string }>(`
    SELECT format('%s %s', CASE relkind WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'type'
        ELSE 'view' END, c.oid::regclass) AS what
      FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm', 'S', 'f', 'c')
        AND ${NOT_OF_AN_EXTENSION('c.oid')}
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND refobjsubid > 0 AND deptype IN ('a', 'i'))
    UNION ALL SELECT format('type %s', t.oid::regtype) FROM pg_type t
      WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r') AND ${NOT_OF_AN_EXTENSION('t.oid')}
    UNION ALL SELECT format('policy %s on %s', polname, polrelid::regclass) FROM pg_policy
    ORDER BY 1`);
  if (strangers.length > 0)
    throw new Error(`readSchema cannot write yet: ${strangers.map(({ what }) => what).join(', ')}.`);
}

async function tables(query: RunQuery): Promise<string[]> {
  const rows = await query<{ name: string; head: string; body: string[]; tail: string; indexes: string[] }>(`
    SELECT t.relname AS name, format('CREATE TABLE %I (', t.relname) AS head,
      ARRAY(
        SELECT concat_ws(' ', quote_ident(attname), format_type(atttypid, atttypmod),
          CASE WHEN attcollation <> typcollation THEN 'COLLATE ' || attcollation::regcollation END,
          CASE WHEN attgenerated <> '' THEN
            format('GENERATED ALWAYS AS (%s) %s', pg_get_expr(adbin, adrelid), CASE attgenerated WHEN 's' THEN 'STORED' END)
          ELSE 'DEFAULT ' || pg_get_expr(adbin, adrelid) END,
          CASE attidentity WHEN 'd' THEN 'GENERATED BY DEFAULT AS IDENTITY' WHEN 'a' THEN 'GENERATED ALWAYS AS IDENTITY' END,
          CASE WHEN attnotnull THEN 'NOT NULL' END)
        FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
          LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum
      ) || ARRAY(
        SELECT format('CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint
        WHERE conrelid = t.oid AND contype IN ('p', 'u', 'c', 'x')
        ORDER BY array_position('{p,u,x,c}'::"char"[], contype), conname COLLATE "C"
      ) AS body,
      concat_ws(' ', ')', 'PARTITION BY ' || pg_get_partkeydef(t.oid),
        'WITH (' || array_to_string(t.reloptions, ', ') || ')') || ';' AS tail,
      ARRAY(
        SELECT pg_get_indexdef(indexrelid) || ';' FROM pg_index
        WHERE indrelid = t.oid AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND conrelid = t.oid)
        ORDER BY indexrelid::regclass::text COLLATE "C"
      ) AS indexes
    FROM ${TABLES}`);
  return apart(
    rows
      .sort(byName)
      .map(({ head, body, tail, indexes }) =>
        [head, body.map((line) => `  ${line}`).join(',\n'), tail, ...indexes].join('\n'),
      ),
  );
}

/** Who may do what, tables of equal rights together: that a table is insert-only should leap to the eye. */
async function grants(query: RunQuery): Promise<string[]> {
  const rights = (
    acl: string,
  ) => `(SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS role,
      string_agg(privilege_type, ', ' ORDER BY array_position('{SELECT,INSERT,UPDATE,DELETE}', privilege_type),
        privilege_type) AS rights
    FROM aclexplode(${acl}) WHERE grantee <> owner GROUP BY grantee)`;
  return list(
    query,
    `SELECT part || text AS name, text FROM (
    SELECT 1 AS part, format('GRANT %s ON SCHEMA public TO %s;', rights, role) AS text
      FROM (SELECT nspacl, nspowner AS owner FROM pg_namespace WHERE nspname = 'public') n, LATERAL ${rights('nspacl')} g
    UNION ALL
    SELECT 2, format(E'GRANT %s ON\\n  %s\\nTO %s;', rights, string_agg(name, E',\\n  ' ORDER BY name COLLATE "C"), role)
      FROM (SELECT relacl, relowner AS owner, quote_ident(relname) AS name FROM ${TABLES}) t, LATERAL ${rights('relacl')} g
      GROUP BY role, rights
    UNION ALL
    SELECT 3, format('GRANT %s (%s) ON %s TO %s;', rights, string_agg(quote_ident(attname), ', ' ORDER BY attnum),
        attrelid::regclass, role)
      FROM (SELECT a.*, relowner AS owner FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
        WHERE attacl IS NOT NULL AND attrelid IN (SELECT t.oid FROM ${TABLES})) a, LATERAL ${rights('attacl')} g
      GROUP BY attrelid, role, rights
    UNION ALL
    SELECT 4, format('REVOKE ALL ON FUNCTION %s FROM PUBLIC;', oid::regprocedure) FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace AND proacl IS NOT NULL AND ${NOT_OF_AN_EXTENSION('pg_proc.oid')}
    UNION ALL
    SELECT 5, format('GRANT %s ON FUNCTION %s TO %s;', rights, name, role)
      FROM (SELECT proacl, proowner AS owner, oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND ${NOT_OF_AN_EXTENSION('pg_proc.oid')}) f, LATERAL ${rights('proacl')} g
    ) AS every`,
  );
}

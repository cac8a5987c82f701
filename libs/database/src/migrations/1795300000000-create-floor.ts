import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What every table stands on: three roles, the one clock, and accent-blind search.
 *
 * `contest_clock()` is the only clock of the product. It is `clock_timestamp()` here; a replay replaces it in its own
 * throw-away database by a scaled one, and everything (api, worker, guards in SQL) follows.
 */
export class CreateFloor1795300000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Roles belong to the whole server: two databases migrated at the same moment may both miss one and both make it.
      DO $$
      DECLARE
        wanted text;
      BEGIN
        FOREACH wanted IN ARRAY ARRAY['cchc_app', 'cchc_read'] LOOP
          CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = wanted);
          BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
          EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
          END;
        END LOOP;
      END $$;

      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      GRANT USAGE ON SCHEMA public TO cchc_app, cchc_read;
      -- Readiness asks which migrations have run.
      GRANT SELECT ON migration TO cchc_app;

      CREATE EXTENSION IF NOT EXISTS unaccent;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      CREATE FUNCTION contest_clock() RETURNS timestamptz LANGUAGE sql VOLATILE
        AS 'SELECT clock_timestamp()';
      CREATE FUNCTION contest_clock_scale() RETURNS double precision LANGUAGE sql STABLE
        AS 'SELECT 1.0::double precision';
      -- Is this instant, stamped by a process, neither ahead of the clock nor more than 30 s behind it? A second of
      -- tolerance ahead covers the error of the process's own estimate.
      CREATE FUNCTION is_fresh(stamped timestamptz) RETURNS boolean LANGUAGE sql VOLATILE AS $f$
        SELECT stamped BETWEEN contest_clock() - interval '30 s' * contest_clock_scale()
                           AND contest_clock() + interval '1 s' * contest_clock_scale() $f$;

      -- unaccent() is only STABLE; with its dictionary named it is as good as immutable, which an index needs.
      CREATE FUNCTION search_key(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $f$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, normalize($1, NFC))) $f$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    // Roles belong to the whole server and may serve other databases: they stay.
    await db.query(`
      DROP FUNCTION search_key(text);
      DROP FUNCTION is_fresh(timestamptz);
      DROP FUNCTION contest_clock_scale();
      DROP FUNCTION contest_clock();
      DROP EXTENSION pg_trgm;
      DROP EXTENSION unaccent;
      REVOKE SELECT ON migration FROM cchc_app;
      REVOKE USAGE ON SCHEMA public FROM cchc_app, cchc_read;
    `);
  }
}

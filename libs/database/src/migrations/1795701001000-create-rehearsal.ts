import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A hidden contest made from a plan, for invited testers, and what is kept of it when it is gone. The application may not
 * delete attempts; it may have a rehearsal removed whole, by a function with the owner's rights that takes nothing else.
 */
export class CreateRehearsal1795701001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE rehearsal (
        contest_id integer NOT NULL CONSTRAINT rehearsal_pkey PRIMARY KEY
          CONSTRAINT rehearsal_contest_fkey REFERENCES contest (id) ON DELETE CASCADE,
        plan_id uuid NOT NULL CONSTRAINT rehearsal_plan_key UNIQUE
          CONSTRAINT rehearsal_plan_fkey REFERENCES contest_plan (id) ON DELETE CASCADE,
        plan_version integer NOT NULL,
        phones text[] NOT NULL,
        unit_codes text[] NOT NULL,
        made_at timestamptz(3) NOT NULL DEFAULT contest_clock()
      );
      GRANT SELECT, INSERT ON rehearsal TO cchc_app;
      ALTER TABLE contest_plan ADD rehearsed jsonb;

      -- Deletes from every table that has the contest's number, those that others stand on last, and answers how many
      -- attempts went. The empty partitions stay: dropping them would lock their parents while other contests run.
      CREATE FUNCTION remove_rehearsal(wanted integer) RETURNS integer
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $f$
      DECLARE
        tables text[];
        waiting text[];
        name text;
        attempts integer;
      BEGIN
        PERFORM FROM rehearsal WHERE contest_id = wanted FOR UPDATE;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'contest % is no rehearsal', wanted;
        END IF;
        SELECT count(*) INTO attempts FROM attempt WHERE contest_id = wanted;
        SELECT array_agg(c.relname ORDER BY c.relname) INTO tables
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE a.attname = 'contest_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
           AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'rehearsal';
        LOOP
          waiting := '{}';
          FOREACH name IN ARRAY tables LOOP
            BEGIN
              EXECUTE format('DELETE FROM %I WHERE contest_id = $1', name) USING wanted;
            EXCEPTION WHEN foreign_key_violation THEN
              waiting := waiting || name;
            END;
          END LOOP;
          EXIT WHEN cardinality(waiting) = 0;
          IF cardinality(waiting) = cardinality(tables) THEN
            RAISE EXCEPTION 'rehearsal % cannot be removed from %', wanted, waiting;
          END IF;
          tables := waiting;
        END LOOP;
        DELETE FROM contest WHERE id = wanted;
        RETURN attempts;
      END $f$;
      REVOKE ALL ON FUNCTION remove_rehearsal(integer) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION remove_rehearsal(integer) TO cchc_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION remove_rehearsal(integer);
      ALTER TABLE contest_plan DROP rehearsed;
      DROP TABLE rehearsal;
    `);
  }
}

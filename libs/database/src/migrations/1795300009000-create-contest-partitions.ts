import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Partitions of a contest are made when it is published, by a function that runs with the owner's rights: the
 * application has no DDL of its own. Each is filled out standing alone and then attached, which takes no long lock on
 * its parent while other contests run.
 */
export class CreateContestPartitions1795300009000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION create_contest_partitions(wanted integer) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $f$
      DECLARE
        parent text;
        child text;
      BEGIN
        IF NOT EXISTS (SELECT FROM contest WHERE id = wanted) THEN
          RAISE EXCEPTION 'contest % does not exist', wanted;
        END IF;
        PERFORM pg_advisory_xact_lock(hashtextextended('create_contest_partitions', wanted));
        FOREACH parent IN ARRAY ARRAY['attempt', 'answers', 'grade', 'contribution', 'standing'] LOOP
          child := parent || '_c' || wanted;
          CONTINUE WHEN to_regclass(child) IS NOT NULL;
          EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) WITH (fillfactor = %s)', child, parent,
            CASE parent WHEN 'grade' THEN 100 WHEN 'answers' THEN 50 ELSE 80 END);
          EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES IN (%s)', parent, child, wanted);
        END LOOP;
      END $f$;
      REVOKE ALL ON FUNCTION create_contest_partitions(integer) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION create_contest_partitions(integer) TO cchc_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION create_contest_partitions(integer);`);
  }
}

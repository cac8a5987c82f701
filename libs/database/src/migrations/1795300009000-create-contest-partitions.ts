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

      -- A plan made while a partition was empty looks every row of the contest through for each row it wants, and a
      -- prepared statement keeps it until the partition is analysed. Autovacuum does that after a minute at the earliest;
      -- in its first minute a contest may take a hundred thousand attempts. So a partition that has grown by half is
      -- analysed at once, until it is so large that its plans no longer change; and its parent, which autovacuum never
      -- looks at and by which joins are judged, whenever all contests together are four times what they were.
      -- Answers how many tables were analysed.
      CREATE FUNCTION refresh_contest_statistics(wanted integer) RETURNS integer
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $f$
      DECLARE
        parent text;
        child regclass;
        refreshed integer := 0;
      BEGIN
        -- Autovacuum may be at it already: then there is nothing to wait for.
        FOREACH parent IN ARRAY ARRAY['attempt', 'answers', 'grade', 'contribution', 'standing'] LOOP
          child := to_regclass(parent || '_c' || wanted);
          IF EXISTS (SELECT FROM pg_class c WHERE c.oid = child AND c.relpages < 10000
                        AND pg_relation_size(c.oid) / current_setting('block_size')::int > 1.5 * c.relpages) THEN
            EXECUTE format('ANALYZE (SKIP_LOCKED) %s', child);
            refreshed := refreshed + 1;
          END IF;
          IF (SELECT sum(c.reltuples) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
               WHERE i.inhparent = parent::regclass AND c.reltuples > 0)
             >= 4 * (SELECT greatest(reltuples, 250) FROM pg_class WHERE oid = parent::regclass) THEN
            EXECUTE format('ANALYZE (SKIP_LOCKED) %s %I',
              CASE WHEN current_setting('server_version_num')::int >= 180000 THEN 'ONLY' ELSE '' END, parent);
            refreshed := refreshed + 1;
          END IF;
        END LOOP;
        RETURN refreshed;
      END $f$;
      REVOKE ALL ON FUNCTION refresh_contest_statistics(integer) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION refresh_contest_statistics(integer) TO cchc_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION refresh_contest_statistics(integer);
      DROP FUNCTION create_contest_partitions(integer);
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A contest stands still for a while, and people get the time back. While a pause is open, the clock of every attempt that
 * was under way at its beginning stands there; its end moves the deadlines. Statements that judge time ask for the open one.
 */
export class CreatePause1795705001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE pause (
        contest_id integer NOT NULL CONSTRAINT pause_contest_fkey REFERENCES contest (id),
        id uuid NOT NULL,
        started_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        started_by uuid NOT NULL,
        reason text NOT NULL,
        note text NOT NULL,
        ended_at timestamptz(3),
        ended_by uuid,
        attempts integer,
        CONSTRAINT pause_pkey PRIMARY KEY (contest_id, id),
        CONSTRAINT pause_ended_check CHECK ((ended_at IS NULL) = (attempts IS NULL) AND ended_at >= started_at)
      );
      CREATE UNIQUE INDEX pause_open_key ON pause (contest_id) WHERE ended_at IS NULL;
      ALTER TABLE attempt ADD paused_ms integer NOT NULL DEFAULT 0;

      -- The last moment at which somebody may still be at work, when it would have been planned_end without pauses: later
      -- by every pause before it, and by those that fell into what was added; infinity while one is open.
      CREATE FUNCTION after_pauses(wanted integer, planned_end timestamptz) RETURNS timestamptz
        LANGUAGE sql STABLE PARALLEL SAFE AS $f$
        SELECT CASE WHEN bool_or(p.ended_at IS NULL) THEN 'infinity'
                    ELSE planned_end + coalesce(sum(p.ended_at - p.started_at), interval '0') END
          FROM pause p
         WHERE p.contest_id = wanted
           AND p.started_at < planned_end + (SELECT coalesce(sum(b.ended_at - b.started_at), interval '0') FROM pause b
                                              WHERE b.contest_id = wanted AND b.started_at < planned_end AND b.ended_at IS NOT NULL)
      $f$;

      GRANT SELECT, INSERT, UPDATE ON pause TO cchc_app;
      GRANT SELECT ON pause TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION after_pauses(integer, timestamptz);
      ALTER TABLE attempt DROP paused_ms;
      DROP TABLE pause;
    `);
  }
}

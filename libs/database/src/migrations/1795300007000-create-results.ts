import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What graded attempts add up to. `contribution` remembers what each attempt added; standings, unit counters, score
 * counters and the rank histogram are sums of it, changed in the same transaction and never computed on a view.
 */
export class CreateResults1795300007000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE contribution (
        contest_id integer NOT NULL,
        attempt_id uuid NOT NULL,
        round_id smallint NOT NULL,
        phase_id smallint,
        audience_id smallint NOT NULL,
        participant_id uuid NOT NULL,
        contest_unit_id integer NOT NULL,
        valid boolean NOT NULL,
        counted boolean NOT NULL,
        score integer NOT NULL,
        full_marks boolean NOT NULL,
        duration_ms integer NOT NULL,
        started_at timestamptz(3) NOT NULL,
        submitted_at timestamptz(3) NOT NULL,
        grade_revision smallint NOT NULL,
        CONSTRAINT contribution_pkey PRIMARY KEY (contest_id, attempt_id)
      ) PARTITION BY LIST (contest_id);
      CREATE INDEX contribution_participant_idx ON contribution (contest_id, participant_id);

      CREATE TABLE standing (
        contest_id integer NOT NULL,
        scope_kind text NOT NULL,
        scope_id smallint NOT NULL,
        audience_id smallint NOT NULL,
        participant_id uuid NOT NULL,
        attempt_id uuid NOT NULL,
        contest_unit_id integer NOT NULL,
        score integer NOT NULL,
        full_marks boolean NOT NULL,
        duration_ms integer NOT NULL,
        started_at timestamptz(3) NOT NULL,
        submitted_at timestamptz(3) NOT NULL,
        attempt_count integer NOT NULL,
        sort_key bytea NOT NULL,
        CONSTRAINT standing_pkey PRIMARY KEY (contest_id, scope_kind, scope_id, audience_id, participant_id),
        CONSTRAINT standing_scope_check CHECK (scope_kind IN ('round', 'phase', 'contest'))
      ) PARTITION BY LIST (contest_id);
      CREATE INDEX standing_order_idx ON standing (contest_id, scope_kind, scope_id, audience_id, sort_key, participant_id);

      -- How many standings begin with these seven bytes: a rank is a short sum and a short count, never a long one.
      CREATE TABLE standing_bucket (
        contest_id integer NOT NULL,
        scope_kind text NOT NULL,
        scope_id smallint NOT NULL,
        audience_id smallint NOT NULL,
        bucket bytea NOT NULL,
        standings integer NOT NULL,
        CONSTRAINT standing_bucket_pkey PRIMARY KEY (contest_id, scope_kind, scope_id, audience_id, bucket)
      ) WITH (fillfactor = 60);

      CREATE TABLE unit_counter (
        contest_id integer NOT NULL,
        scope_kind text NOT NULL,
        scope_id smallint NOT NULL,
        contest_unit_id integer NOT NULL,
        persons integer NOT NULL,
        attempts integer NOT NULL,
        counted_attempts integer NOT NULL,
        counted_score bigint NOT NULL,
        full_marks_attempts integer NOT NULL,
        full_marks_persons integer NOT NULL,
        CONSTRAINT unit_counter_pkey PRIMARY KEY (contest_id, scope_kind, scope_id, contest_unit_id)
      ) WITH (fillfactor = 50);

      CREATE TABLE score_counter (
        contest_id integer NOT NULL,
        scope_kind text NOT NULL,
        scope_id smallint NOT NULL,
        audience_id smallint NOT NULL,
        score integer NOT NULL,
        attempts integer NOT NULL,
        CONSTRAINT score_counter_pkey PRIMARY KEY (contest_id, scope_kind, scope_id, audience_id, score)
      ) WITH (fillfactor = 60);

      -- When the figures of a contest last changed; what a page shows as "cập nhật lúc" and a socket announces.
      CREATE TABLE tally_mark (
        contest_id integer CONSTRAINT tally_mark_pkey PRIMARY KEY CONSTRAINT tally_mark_contest_fkey REFERENCES contest (id) ON DELETE CASCADE,
        version bigint NOT NULL DEFAULT 0,
        changed_at timestamptz(3) NOT NULL
      ) WITH (fillfactor = 50);

      GRANT SELECT, INSERT, UPDATE, DELETE ON contribution, standing, standing_bucket, unit_counter, score_counter, tally_mark TO cchc_app;
      GRANT SELECT ON contribution, standing, standing_bucket, unit_counter, score_counter, tally_mark TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE tally_mark; DROP TABLE score_counter; DROP TABLE unit_counter; DROP TABLE standing_bucket;
      DROP TABLE standing; DROP TABLE contribution;
    `);
  }
}

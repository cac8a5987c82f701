import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The hot tables, one LIST partition a contest and no default partition: a statement that forgets `contest_id` is slow
 * in the plan test, and a contest can be archived whole.
 *
 * The `answers` row is the lock of an attempt: save, submit and the sweeper all update it under the same guard
 * (`NOT sealed`), so none of them can slip in after another has closed the attempt.
 */
export class CreateAttempt1795300006000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE attempt (
        contest_id integer NOT NULL,
        id uuid NOT NULL,
        participant_id uuid NOT NULL,
        attempt_no integer NOT NULL,
        start_key text NOT NULL,
        round_id smallint NOT NULL,
        round_revision smallint NOT NULL,
        phase_id smallint,
        audience_id smallint NOT NULL,
        contest_unit_id integer NOT NULL,
        state text NOT NULL DEFAULT 'in_progress',
        seed text NOT NULL,
        paper_items integer[] NOT NULL,
        paper_orders smallint[] NOT NULL,
        paper_shape text NOT NULL,
        started_at timestamptz(3) NOT NULL,
        deadline_at timestamptz(3) NOT NULL,
        grace_ms integer NOT NULL,
        submitted_at timestamptz(3),
        closed_by text,
        late_ms integer,
        elapsed_ms integer,
        prediction bigint,
        receipt_number text,
        voided_at timestamptz(3),
        voided_by uuid,
        void_reason text,
        CONSTRAINT attempt_pkey PRIMARY KEY (contest_id, id),
        CONSTRAINT attempt_no_key UNIQUE (contest_id, participant_id, attempt_no),
        CONSTRAINT attempt_start_key UNIQUE (contest_id, participant_id, start_key),
        CONSTRAINT attempt_receipt_key UNIQUE (contest_id, receipt_number),
        CONSTRAINT attempt_state_check CHECK (state IN ('in_progress', 'submitted', 'graded')),
        CONSTRAINT attempt_closed_by_check CHECK (closed_by IN ('participant', 'deadline', 'round_end', 'organizer')),
        CONSTRAINT attempt_closed_check CHECK ((state = 'in_progress') = (submitted_at IS NULL)),
        CONSTRAINT attempt_deadline_check CHECK (deadline_at > started_at),
        CONSTRAINT attempt_elapsed_check CHECK (elapsed_ms >= 0 AND late_ms >= 0)
      ) PARTITION BY LIST (contest_id);
      -- The outbox: what is owed a grade. The queue is only a hint.
      CREATE INDEX attempt_ungraded_idx ON attempt (contest_id, submitted_at) WHERE state = 'submitted';
      CREATE INDEX attempt_overdue_idx ON attempt (contest_id, deadline_at) WHERE state = 'in_progress';

      CREATE TABLE answers (
        contest_id integer NOT NULL,
        attempt_id uuid NOT NULL,
        writer uuid NOT NULL,
        seq integer NOT NULL DEFAULT 0,
        choices smallint[] NOT NULL,
        change_hash bytea,
        saved_at timestamptz(3),
        sealed boolean NOT NULL DEFAULT false,
        CONSTRAINT answers_pkey PRIMARY KEY (contest_id, attempt_id)
      ) PARTITION BY LIST (contest_id);

      CREATE TABLE grade (
        contest_id integer NOT NULL,
        attempt_id uuid NOT NULL,
        revision smallint NOT NULL,
        effective boolean NOT NULL,
        marks integer[] NOT NULL,
        key_revisions smallint[] NOT NULL,
        score integer NOT NULL,
        max_score integer NOT NULL,
        full_marks boolean NOT NULL,
        reason text,
        graded_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        CONSTRAINT grade_pkey PRIMARY KEY (contest_id, attempt_id, revision)
      ) PARTITION BY LIST (contest_id);
      CREATE UNIQUE INDEX grade_effective_key ON grade (contest_id, attempt_id) WHERE effective;

      CREATE TABLE grading_failure (
        contest_id integer NOT NULL,
        attempt_id uuid NOT NULL,
        reason text NOT NULL,
        tries integer NOT NULL DEFAULT 1,
        last_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        CONSTRAINT grading_failure_pkey PRIMARY KEY (contest_id, attempt_id)
      );

      -- Applies a save to the choices: positions are 1-based, masks are bits over the options as displayed.
      CREATE FUNCTION merge_choices(choices smallint[], positions smallint[], masks smallint[]) RETURNS smallint[]
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $f$
      BEGIN
        FOR i IN 1 .. coalesce(cardinality(positions), 0) LOOP
          choices[positions[i]] := masks[i];
        END LOOP;
        RETURN choices;
      END $f$;

      GRANT SELECT, INSERT, UPDATE ON attempt, answers, grade TO cchc_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON grading_failure TO cchc_app;
      GRANT SELECT ON attempt, answers, grade, grading_failure TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION merge_choices(smallint[], smallint[], smallint[]);
      DROP TABLE grading_failure; DROP TABLE grade; DROP TABLE answers; DROP TABLE attempt;
    `);
  }
}

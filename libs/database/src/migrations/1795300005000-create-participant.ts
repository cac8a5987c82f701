import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A person in one contest, for one unit, with the row on which the limits of attempts are judged. Name and birth date
 * are copied from the account when joining: what a board prints does not change behind its back.
 */
export class CreateParticipant1795300005000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE participant (
        contest_id integer NOT NULL CONSTRAINT participant_contest_fkey REFERENCES contest (id),
        id uuid NOT NULL,
        account_id uuid NOT NULL CONSTRAINT participant_account_fkey REFERENCES account (id),
        contest_unit_id integer NOT NULL CONSTRAINT participant_unit_fkey REFERENCES contest_unit (id),
        audience_id smallint NOT NULL,
        full_name text NOT NULL,
        birth_date date,
        created_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        CONSTRAINT participant_pkey PRIMARY KEY (contest_id, id),
        CONSTRAINT participant_account_key UNIQUE (account_id, contest_id),
        CONSTRAINT participant_audience_fkey FOREIGN KEY (contest_id, audience_id) REFERENCES audience (contest_id, id)
      );
      CREATE INDEX participant_unit_idx ON participant (contest_unit_id);

      -- Every start locks its own row here, so a person's starts wait for each other and for nobody else.
      CREATE TABLE attempt_quota (
        contest_id integer NOT NULL,
        participant_id uuid NOT NULL,
        open_attempt_id uuid,
        attempt_count integer NOT NULL DEFAULT 0,
        last_started_at timestamptz(3),
        day text,
        day_count integer NOT NULL DEFAULT 0,
        week text,
        week_count integer NOT NULL DEFAULT 0,
        round_counts jsonb NOT NULL DEFAULT '{}',
        phase_counts jsonb NOT NULL DEFAULT '{}',
        seen_items integer[] NOT NULL DEFAULT '{}',
        CONSTRAINT attempt_quota_pkey PRIMARY KEY (contest_id, participant_id),
        CONSTRAINT attempt_quota_participant_fkey FOREIGN KEY (contest_id, participant_id) REFERENCES participant (contest_id, id) ON DELETE CASCADE
      ) WITH (fillfactor = 60);

      GRANT SELECT, INSERT, UPDATE, DELETE ON participant, attempt_quota TO cchc_app;
      GRANT SELECT ON participant, attempt_quota TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE attempt_quota; DROP TABLE participant;`);
  }
}

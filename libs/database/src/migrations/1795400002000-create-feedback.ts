import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What citizens tell the administration after an attempt. Either it is given by name, with all that leads to the person,
 * or nothing of the person is in the row, not even the instant, by which it could be matched with a submit.
 */
export class CreateFeedback1795400002000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE feedback (
        id uuid NOT NULL CONSTRAINT feedback_pkey PRIMARY KEY,
        contest_id integer NOT NULL CONSTRAINT feedback_contest_fkey REFERENCES contest (id),
        contest_unit_id integer CONSTRAINT feedback_unit_fkey REFERENCES contest_unit (id),
        topic text,
        text text,
        satisfaction smallint,
        given_on date NOT NULL,
        given_at timestamptz(3),
        account_id uuid CONSTRAINT feedback_account_fkey REFERENCES account (id),
        participant_id uuid,
        attempt_id uuid,
        CONSTRAINT feedback_says_check CHECK (text IS NOT NULL OR satisfaction IS NOT NULL),
        CONSTRAINT feedback_satisfaction_check CHECK (satisfaction BETWEEN 1 AND 5),
        CONSTRAINT feedback_named_check CHECK (num_nonnulls(given_at, account_id, participant_id, attempt_id) IN (0, 4))
      );
      CREATE INDEX feedback_contest_idx ON feedback (contest_id, given_on);
      CREATE INDEX feedback_account_idx ON feedback (account_id);
      GRANT SELECT, INSERT ON feedback TO cchc_app;
      GRANT SELECT ON feedback TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE feedback;`);
  }
}

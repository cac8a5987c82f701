import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The personal number of people who get a prize: asked for one by one, kept encrypted, and only as long as paying out takes.
 * Reports have no right to it.
 */
export class CreateIdentityPaper1795510100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE identity_paper (
        contest_id integer NOT NULL,
        participant_id uuid NOT NULL,
        asked_by uuid NOT NULL,
        asked_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        reason text NOT NULL,
        number_sealed bytea,
        number_last4 text CONSTRAINT identity_paper_last4_check CHECK (number_last4 ~ '^[0-9]{4}$'),
        given_at timestamptz(3),
        delete_after timestamptz(3) NOT NULL,
        CONSTRAINT identity_paper_pkey PRIMARY KEY (contest_id, participant_id),
        CONSTRAINT identity_paper_participant_fkey FOREIGN KEY (contest_id, participant_id)
          REFERENCES participant (contest_id, id) ON DELETE CASCADE,
        CONSTRAINT identity_paper_given_check
          CHECK ((number_sealed IS NULL) = (given_at IS NULL) AND (number_last4 IS NULL) = (given_at IS NULL))
      );
      CREATE INDEX identity_paper_delete_idx ON identity_paper (delete_after);
      GRANT SELECT, INSERT, UPDATE, DELETE ON identity_paper TO cchc_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE identity_paper;`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A wrong key that was found: what somebody asked for, what the worker foresaw, and how far it has carried it out. The row
 * is the job: whoever dies in the middle leaves it to the next.
 */
export class CreateKeyCorrection1795706000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE key_correction (
        contest_id integer NOT NULL CONSTRAINT key_correction_contest_fkey REFERENCES contest (id),
        id uuid NOT NULL,
        item_version_id integer NOT NULL CONSTRAINT key_correction_version_fkey REFERENCES item_version (id),
        rule text NOT NULL CONSTRAINT key_correction_rule_check CHECK (rule IN ('regrade', 'annul', 'give_all')),
        right_mask smallint,
        reason text NOT NULL,
        public_note text NOT NULL,
        state text NOT NULL DEFAULT 'asked'
          CONSTRAINT key_correction_state_check CHECK (state IN ('asked', 'previewed', 'approved', 'applying', 'applied', 'failed')),
        asked_by uuid NOT NULL,
        asked_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        preview jsonb,
        approved_by uuid,
        approved_at timestamptz(3),
        since_revision smallint,
        after_participant uuid,
        attempts integer NOT NULL DEFAULT 0,
        raised integer NOT NULL DEFAULT 0,
        lowered integer NOT NULL DEFAULT 0,
        applied_at timestamptz(3),
        failure text,
        CONSTRAINT key_correction_pkey PRIMARY KEY (contest_id, id),
        CONSTRAINT key_correction_mask_check CHECK ((rule = 'regrade') = (right_mask IS NOT NULL) AND right_mask BETWEEN 1 AND 63)
      );
      CREATE INDEX key_correction_open_idx ON key_correction (asked_at) WHERE state IN ('asked', 'approved', 'applying');
      GRANT SELECT, INSERT, UPDATE ON key_correction TO cchc_app;
      GRANT SELECT ON key_correction TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE key_correction;`);
  }
}

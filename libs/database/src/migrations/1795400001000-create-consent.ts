import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who agreed to which text, when: what the law on personal data asks to be provable. A row is written once by the
 * application; taking a consent back is a matter of the operator, at the person's request. Given again, it is another row.
 */
export class CreateConsent1795400001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE consent (
        account_id uuid NOT NULL CONSTRAINT consent_account_fkey REFERENCES account (id),
        contest_id integer NOT NULL CONSTRAINT consent_contest_fkey REFERENCES contest (id),
        purpose text NOT NULL,
        version smallint NOT NULL,
        given_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        withdrawn_at timestamptz(3),
        CONSTRAINT consent_pkey PRIMARY KEY (account_id, contest_id, purpose, given_at),
        CONSTRAINT consent_purpose_check CHECK (purpose IN ('contest'))
      );

      GRANT SELECT, INSERT ON consent TO cchc_app;
      GRANT SELECT ON consent TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE consent;`);
  }
}

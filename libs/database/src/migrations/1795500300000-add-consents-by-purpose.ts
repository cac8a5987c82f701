import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A consent for each purpose, which the person takes back without asking anybody: the application may set the one column
 * that says so. What follows for boards stands beside the name, so that a page of a board asks for nothing more.
 */
export class AddConsentsByPurpose1795500300000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE consent DROP CONSTRAINT consent_purpose_check;
      ALTER TABLE consent ADD CONSTRAINT consent_purpose_check CHECK (purpose IN ('contest', 'publish_name', 'contact_later'));
      GRANT UPDATE (withdrawn_at) ON consent TO cchc_app;
      ALTER TABLE participant ADD publish_name boolean, ADD anonymised_at timestamptz(3);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE participant DROP anonymised_at, DROP publish_name;
      REVOKE UPDATE (withdrawn_at) ON consent FROM cchc_app;
      DELETE FROM ONLY consent WHERE purpose <> 'contest';
      ALTER TABLE consent DROP CONSTRAINT consent_purpose_check;
      ALTER TABLE consent ADD CONSTRAINT consent_purpose_check CHECK (purpose IN ('contest'));
    `);
  }
}

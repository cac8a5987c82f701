import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Certificates of prizes: by which decision, and how much of what was published they were compared with. */
export class CertifyPrizes1797001000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE certificate ADD COLUMN decision text;
      ALTER TABLE certificate_design ADD COLUMN seen_publications integer NOT NULL DEFAULT 0;
      UPDATE certificate_design SET content = content || '{"givesPrizes": false}';
      -- A decision that is recorded afterwards is added to what stands on the paper; nothing of it changes.
      GRANT UPDATE (decision) ON certificate TO cchc_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE certificate_design SET content = content - 'givesPrizes';
      ALTER TABLE certificate_design DROP COLUMN seen_publications;
      ALTER TABLE certificate DROP COLUMN decision;
    `);
  }
}

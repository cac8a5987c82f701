import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts without a phone (taken in from a list of the organizer) can be excluded too, by the account itself. */
export class ExcludeWithoutPhone1795510600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE exclusion
        ALTER phone DROP NOT NULL,
        ADD account_id uuid CONSTRAINT exclusion_account_fkey REFERENCES account (id) ON DELETE CASCADE,
        ADD CONSTRAINT exclusion_who_check CHECK (num_nonnulls(phone, account_id) = 1),
        ADD CONSTRAINT exclusion_account_key UNIQUE (contest_id, account_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE exclusion DROP CONSTRAINT exclusion_who_check;
      -- Kept, though without effect: no phone is written like this.
      ALTER TABLE exclusion ALTER phone TYPE text USING coalesce(phone, account_id::text);
      ALTER TABLE exclusion DROP account_id, ALTER phone SET NOT NULL;
    `);
  }
}

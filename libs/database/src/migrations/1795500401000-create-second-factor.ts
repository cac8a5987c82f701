import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The second factor of an account, and the sessions that have shown it; idle sessions of staff end. */
export class CreateSecondFactor1795500401000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE second_factor (
        account_id uuid CONSTRAINT second_factor_pkey PRIMARY KEY
          CONSTRAINT second_factor_account_fkey REFERENCES account (id) ON DELETE CASCADE,
        secret bytea,
        pending_secret bytea,
        confirmed_at timestamptz(3),
        last_step bigint NOT NULL DEFAULT 0,
        recovery_hashes bytea[] NOT NULL DEFAULT '{}',
        CONSTRAINT second_factor_confirmed_check CHECK ((secret IS NULL) = (confirmed_at IS NULL))
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor TO cchc_app;

      ALTER TABLE session
        ADD second_factor_at timestamptz(3),
        ADD idle_ms integer,
        ADD last_seen_at timestamptz(3),
        ADD CONSTRAINT session_idle_check CHECK ((idle_ms IS NULL) = (last_seen_at IS NULL));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE session DROP second_factor_at, DROP idle_ms, DROP last_seen_at;
      DROP TABLE second_factor;
    `);
  }
}

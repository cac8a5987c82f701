import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ways back in for whoever forgot the password: the recovery code of an account, and one-time codes that staff hand out. */
export class CreateResetCode1795500100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE account ADD recovery_hash bytea;

      CREATE TABLE reset_code (
        code_hash bytea CONSTRAINT reset_code_pkey PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT reset_code_account_fkey REFERENCES account (id) ON DELETE CASCADE,
        contest_id integer NOT NULL CONSTRAINT reset_code_contest_fkey REFERENCES contest (id) ON DELETE CASCADE,
        issued_by uuid NOT NULL CONSTRAINT reset_code_issuer_fkey REFERENCES account (id) ON DELETE CASCADE,
        issued_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        expires_at timestamptz(3) NOT NULL,
        used_at timestamptz(3)
      );
      CREATE INDEX reset_code_account_idx ON reset_code (account_id);
      CREATE INDEX reset_code_issuer_idx ON reset_code (issued_by, issued_at);

      GRANT SELECT, INSERT, UPDATE, DELETE ON reset_code TO cchc_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE reset_code; ALTER TABLE account DROP recovery_hash;`);
  }
}

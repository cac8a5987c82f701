import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A code sent to a phone, for whoever forgot the password: at most one of an account, gone once it is used. */
export class CreatePhoneCode1795510400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE phone_code (
        account_id uuid CONSTRAINT phone_code_pkey PRIMARY KEY
          CONSTRAINT phone_code_account_fkey REFERENCES account (id) ON DELETE CASCADE,
        code_hash bytea NOT NULL,
        issued_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        expires_at timestamptz(3) NOT NULL,
        tries smallint NOT NULL DEFAULT 0
      );

      GRANT SELECT, INSERT, UPDATE, DELETE ON phone_code TO cchc_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE phone_code;`);
  }
}

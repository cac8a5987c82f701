import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One-time links that give a role; the first administrator comes by one too. */
export class CreateStaffInvitation1795500402000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE staff_invitation (
        token_hash bytea CONSTRAINT staff_invitation_pkey PRIMARY KEY,
        role text NOT NULL,
        contest_id integer CONSTRAINT staff_invitation_contest_fkey REFERENCES contest (id) ON DELETE CASCADE,
        contest_unit_id integer CONSTRAINT staff_invitation_unit_fkey REFERENCES contest_unit (id) ON DELETE CASCADE,
        full_name text NOT NULL,
        phone text NOT NULL,
        role_expires_at timestamptz(3),
        invited_by uuid CONSTRAINT staff_invitation_invited_by_fkey REFERENCES account (id) ON DELETE CASCADE,
        expires_at timestamptz(3) NOT NULL,
        used_at timestamptz(3)
      );
      CREATE INDEX staff_invitation_phone_idx ON staff_invitation (phone);
      GRANT SELECT, INSERT, UPDATE, DELETE ON staff_invitation TO cchc_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE staff_invitation;`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** More roles, each with who gave it, since when and until when. */
export class WidenStaffRole1795500400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE staff_role
        DROP CONSTRAINT staff_role_role_check,
        ADD CONSTRAINT staff_role_role_check CHECK (role IN ('unit_manager', 'author', 'reviewer', 'judge', 'host', 'support', 'organizer', 'auditor', 'administrator')),
        ADD granted_by uuid CONSTRAINT staff_role_granted_by_fkey REFERENCES account (id) ON DELETE SET NULL,
        ADD granted_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        ADD expires_at timestamptz(3);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    // Stops while somebody holds one of the newer roles: it has to be taken away first.
    await db.query(`
      ALTER TABLE staff_role
        DROP expires_at, DROP granted_at, DROP granted_by,
        DROP CONSTRAINT staff_role_role_check,
        ADD CONSTRAINT staff_role_role_check CHECK (role IN ('unit_manager', 'author', 'reviewer', 'organizer', 'auditor', 'administrator'));
    `);
  }
}

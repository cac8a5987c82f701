import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invitations of staff are listed, and then need a name that is not the hash of their link. */
export class NumberStaffInvitations1795903001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE staff_invitation ADD id uuid;
      UPDATE staff_invitation SET id = gen_random_uuid();
      ALTER TABLE staff_invitation ALTER id SET NOT NULL, ADD CONSTRAINT staff_invitation_id_key UNIQUE (id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE staff_invitation DROP id;`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Extra time: granted to a participant, and remembered by each attempt that was started with it. */
export class AddExtraTime1795400002100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE participant ADD extra_time_percent smallint NOT NULL DEFAULT 0
        CONSTRAINT participant_extra_time_check CHECK (extra_time_percent BETWEEN 0 AND 100);
      ALTER TABLE attempt ADD extra_time_percent smallint NOT NULL DEFAULT 0;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE attempt DROP extra_time_percent;
      ALTER TABLE participant DROP extra_time_percent;
    `);
  }
}

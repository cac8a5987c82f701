import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Banks to practise with: public, with their keys. A contest offers one. */
export class AddPractice1795708003000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE bank ADD practice boolean NOT NULL DEFAULT false;
      ALTER TABLE contest ADD practice_bank_id integer CONSTRAINT contest_practice_bank_fkey REFERENCES bank (id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE contest DROP practice_bank_id;
      ALTER TABLE bank DROP practice;
    `);
  }
}

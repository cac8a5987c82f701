import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The working document of a contest: what an organizer writes before it is made, whole or not yet. */
export class CreateContestPlan1795701000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE contest_plan (
        id uuid NOT NULL CONSTRAINT contest_plan_pkey PRIMARY KEY,
        regulations jsonb NOT NULL,
        bank_code text,
        invited jsonb,
        version integer NOT NULL DEFAULT 1,
        contest_id integer CONSTRAINT contest_plan_contest_key UNIQUE
          CONSTRAINT contest_plan_contest_fkey REFERENCES contest (id) ON DELETE CASCADE,
        created_by uuid CONSTRAINT contest_plan_created_by_fkey REFERENCES account (id) ON DELETE SET NULL,
        created_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        updated_by uuid CONSTRAINT contest_plan_updated_by_fkey REFERENCES account (id) ON DELETE SET NULL,
        updated_at timestamptz(3) NOT NULL DEFAULT contest_clock()
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON contest_plan TO cchc_app;
      GRANT SELECT ON contest_plan TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE contest_plan;`);
  }
}

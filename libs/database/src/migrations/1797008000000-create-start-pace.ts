import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many starts a second one contest lets in, where it does not stand in the queue of the server. */
export class CreateStartPace1797008000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE start_pace (
        contest_id integer NOT NULL CONSTRAINT start_pace_pkey PRIMARY KEY,
        starts_per_second integer NOT NULL,
        set_by uuid NOT NULL,
        set_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        CONSTRAINT start_pace_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest (id) ON DELETE CASCADE,
        CONSTRAINT start_pace_check CHECK (starts_per_second > 0)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON start_pace TO cchc_app;
      GRANT SELECT ON start_pace TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE start_pace;`);
  }
}

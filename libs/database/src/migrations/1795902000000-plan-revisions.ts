import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROW = (table: 'contest' | 'round') => `
  ALTER TABLE ${table} RENAME current_revision TO settled_revision;
  ALTER TABLE ${table} RENAME CONSTRAINT ${table}_current_revision_not_null TO ${table}_settled_revision_not_null;
  ALTER TABLE ${table} ADD next_revision smallint, ADD next_at timestamptz(3),
    ADD CONSTRAINT ${table}_next_check CHECK ((next_revision IS NULL) = (next_at IS NULL));
  -- As good as a column: whatever reads c.current_revision follows the clock, and waits for nobody to act at that instant.
  CREATE FUNCTION current_revision(${table}) RETURNS smallint LANGUAGE sql VOLATILE AS
    'SELECT CASE WHEN $1.next_at <= contest_clock() THEN $1.next_revision ELSE $1.settled_revision END';
  ALTER TABLE ${table}_revision ADD withdrawn_at timestamptz(3);
  GRANT UPDATE (withdrawn_at) ON ${table}_revision TO cchc_app;`;

const BACK = (table: 'contest' | 'round') => `
  ALTER TABLE ${table}_revision DROP withdrawn_at;
  DROP FUNCTION current_revision(${table});
  ALTER TABLE ${table} DROP next_revision, DROP next_at;
  ALTER TABLE ${table} RENAME settled_revision TO current_revision;
  ALTER TABLE ${table} RENAME CONSTRAINT ${table}_settled_revision_not_null TO ${table}_current_revision_not_null;`;

/** Revisions that hold from an instant ahead: known beforehand, withdrawn until then, and in force by the clock alone. */
export class PlanRevisions1795902000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(ROW('contest') + ROW('round'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(BACK('round') + BACK('contest'));
  }
}

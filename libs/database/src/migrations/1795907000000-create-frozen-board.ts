import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Boards that stand still in the last minutes of a round: their standings lie beside those that move, under other kinds. */
export class CreateFrozenBoard1795907000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE standing DROP CONSTRAINT standing_scope_check,
        ADD CONSTRAINT standing_scope_check
          CHECK (scope_kind IN ('round', 'phase', 'contest', 'frozen_round', 'frozen_phase', 'frozen_contest'));
      CREATE TABLE frozen_board (
        contest_id integer NOT NULL CONSTRAINT frozen_board_contest_fkey REFERENCES contest (id) ON DELETE CASCADE,
        scope_kind text NOT NULL,
        scope_id smallint NOT NULL,
        frozen_at timestamptz(3) NOT NULL,
        source text NOT NULL,
        made_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        CONSTRAINT frozen_board_pkey PRIMARY KEY (contest_id, scope_kind, scope_id),
        CONSTRAINT frozen_board_scope_check CHECK (scope_kind IN ('round', 'phase', 'contest'))
      );
      GRANT SELECT, INSERT, DELETE ON frozen_board TO cchc_app;
      GRANT SELECT ON frozen_board TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM standing WHERE scope_kind LIKE 'frozen%';
      DELETE FROM standing_bucket WHERE scope_kind LIKE 'frozen%';
      DROP TABLE frozen_board;
      ALTER TABLE standing DROP CONSTRAINT standing_scope_check,
        ADD CONSTRAINT standing_scope_check CHECK (scope_kind IN ('round', 'phase', 'contest'));
    `);
  }
}

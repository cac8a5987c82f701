import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Boards as they were published: the order of a frozen input, with what decided each place, beside the boards that move. */
export class CreateOfficialBoard1796008000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE official_board (
        contest_id integer NOT NULL CONSTRAINT official_board_contest_fkey REFERENCES contest (id) ON DELETE CASCADE,
        scope_kind text NOT NULL,
        scope_id smallint NOT NULL,
        publication smallint NOT NULL,
        settlement_id uuid NOT NULL,
        made_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        CONSTRAINT official_board_pkey PRIMARY KEY (contest_id, scope_kind, scope_id),
        CONSTRAINT official_board_scope_check CHECK (scope_kind IN ('round', 'phase', 'contest'))
      );
      CREATE TABLE official_place (
        contest_id integer NOT NULL,
        scope_kind text NOT NULL,
        scope_id smallint NOT NULL,
        audience_id smallint NOT NULL,
        place integer NOT NULL,
        rank integer NOT NULL,
        participant_id uuid NOT NULL,
        contest_unit_id integer NOT NULL,
        score integer NOT NULL,
        full_marks boolean NOT NULL,
        duration_ms bigint NOT NULL,
        attempt_count integer NOT NULL,
        decided jsonb,
        CONSTRAINT official_place_pkey PRIMARY KEY (contest_id, scope_kind, scope_id, audience_id, place),
        CONSTRAINT official_place_person_key UNIQUE (contest_id, participant_id, scope_kind, scope_id, audience_id),
        CONSTRAINT official_place_board_fkey FOREIGN KEY (contest_id, scope_kind, scope_id)
          REFERENCES official_board (contest_id, scope_kind, scope_id) ON DELETE CASCADE
      );
      GRANT SELECT, INSERT, DELETE, UPDATE (publication, made_at) ON official_board TO cchc_app;
      GRANT SELECT, INSERT, DELETE ON official_place TO cchc_app;
      GRANT SELECT ON official_board, official_place TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE official_place, official_board;`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of who is proposed for a formal commendation, with what was true of each when it was written, and what was decided. */
export class CreateCommendation1797002000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE commendation_proposal (
        contest_id integer NOT NULL CONSTRAINT commendation_proposal_contest_fkey REFERENCES contest (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        form text NOT NULL,
        form_words text,
        authority text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        made_by uuid NOT NULL,
        made_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        withdrawn_by uuid,
        withdrawn_at timestamptz(3),
        CONSTRAINT commendation_proposal_pkey PRIMARY KEY (contest_id, id),
        CONSTRAINT commendation_proposal_form_check CHECK (form IN ('merit', 'commendation', 'other') AND (form = 'other') = (form_words IS NOT NULL)),
        CONSTRAINT commendation_proposal_withdrawn_check CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
      );
      CREATE TABLE commendation_line (
        contest_id integer NOT NULL,
        proposal_id uuid NOT NULL,
        id uuid NOT NULL,
        place smallint NOT NULL,
        participant_id uuid,
        contest_unit_id integer NOT NULL,
        facts jsonb NOT NULL,
        post text,
        reason text,
        added_by uuid NOT NULL,
        added_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        removed_by uuid,
        removed_at timestamptz(3),
        CONSTRAINT commendation_line_pkey PRIMARY KEY (contest_id, proposal_id, id),
        CONSTRAINT commendation_line_proposal_fkey FOREIGN KEY (contest_id, proposal_id) REFERENCES commendation_proposal (contest_id, id) ON DELETE CASCADE,
        CONSTRAINT commendation_line_post_check CHECK (post IS NULL OR participant_id IS NOT NULL),
        CONSTRAINT commendation_line_removed_check CHECK ((removed_by IS NULL) = (removed_at IS NULL))
      );
      CREATE UNIQUE INDEX commendation_line_person_key ON commendation_line (contest_id, proposal_id, participant_id)
        WHERE removed_at IS NULL AND participant_id IS NOT NULL;
      CREATE UNIQUE INDEX commendation_line_unit_key ON commendation_line (contest_id, proposal_id, contest_unit_id)
        WHERE removed_at IS NULL AND participant_id IS NULL;
      CREATE TABLE commendation_decision (
        contest_id integer NOT NULL,
        proposal_id uuid NOT NULL,
        entry smallint NOT NULL,
        number text NOT NULL,
        date date NOT NULL,
        signer text NOT NULL,
        reason text,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        CONSTRAINT commendation_decision_pkey PRIMARY KEY (contest_id, proposal_id, entry),
        CONSTRAINT commendation_decision_proposal_fkey FOREIGN KEY (contest_id, proposal_id) REFERENCES commendation_proposal (contest_id, id) ON DELETE CASCADE,
        CONSTRAINT commendation_decision_reason_check CHECK ((entry = 1) = (reason IS NULL))
      );

      -- What was true when somebody was proposed is written once, and so is what was decided: a correction is another entry.
      GRANT SELECT, INSERT, UPDATE (form, form_words, authority, version, withdrawn_by, withdrawn_at) ON commendation_proposal TO cchc_app;
      GRANT SELECT, INSERT, UPDATE (place, post, reason, removed_by, removed_at) ON commendation_line TO cchc_app;
      GRANT SELECT, INSERT ON commendation_decision TO cchc_app;
      GRANT SELECT ON commendation_proposal, commendation_decision TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE commendation_decision, commendation_line, commendation_proposal;`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Results of a round, phase or contest fixed for good: the lot committed to beforehand, what was frozen and what it came to,
 * who decided and agreed on it, what was published, and who objected. What proves something is written once.
 */
export class CreateSettlement1796002000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE lot (
        contest_id integer NOT NULL,
        scope_kind text NOT NULL,
        scope_id smallint NOT NULL,
        commitment text NOT NULL,
        seed_sealed bytea NOT NULL,
        committed_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        committed_by uuid,
        seed text,
        revealed_at timestamptz(3),
        CONSTRAINT lot_pkey PRIMARY KEY (contest_id, scope_kind, scope_id),
        CONSTRAINT lot_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest (id),
        CONSTRAINT lot_scope_check CHECK (scope_kind IN ('round', 'phase', 'contest')),
        CONSTRAINT lot_commitment_check CHECK (commitment ~ '^[0-9a-f]{64}$'),
        CONSTRAINT lot_revealed_check CHECK ((seed IS NULL) = (revealed_at IS NULL))
      );
      CREATE TABLE settlement (
        contest_id integer NOT NULL,
        id uuid NOT NULL,
        scope_kind text NOT NULL,
        scope_id smallint NOT NULL,
        state text NOT NULL DEFAULT 'asked',
        version smallint NOT NULL DEFAULT 0,
        wanted smallint NOT NULL DEFAULT 1,
        done integer NOT NULL DEFAULT 0,
        total integer,
        asked_by uuid NOT NULL,
        asked_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        signals integer NOT NULL DEFAULT 0,
        reason text,
        failure text,
        closed_by uuid,
        closed_at timestamptz(3),
        close_reason text,
        CONSTRAINT settlement_pkey PRIMARY KEY (contest_id, id),
        CONSTRAINT settlement_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest (id),
        CONSTRAINT settlement_scope_check CHECK (scope_kind IN ('round', 'phase', 'contest')),
        CONSTRAINT settlement_state_check CHECK (state IN ('asked', 'computed', 'published', 'superseded', 'withdrawn', 'failed'))
      );
      CREATE UNIQUE INDEX settlement_open_key ON settlement (contest_id, scope_kind, scope_id) WHERE state IN ('asked', 'computed');
      CREATE INDEX settlement_owed_idx ON settlement (asked_at) WHERE state = 'asked';
      CREATE TABLE person_number (
        contest_id integer NOT NULL,
        number integer NOT NULL,
        participant_id uuid NOT NULL,
        CONSTRAINT person_number_pkey PRIMARY KEY (contest_id, number),
        CONSTRAINT person_number_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest (id),
        CONSTRAINT person_number_participant_key UNIQUE (contest_id, participant_id)
      );
      CREATE TABLE settlement_line (
        contest_id integer NOT NULL,
        settlement_id uuid NOT NULL,
        board text NOT NULL,
        place integer NOT NULL,
        rank integer NOT NULL,
        number integer NOT NULL,
        line jsonb NOT NULL,
        CONSTRAINT settlement_line_pkey PRIMARY KEY (contest_id, settlement_id, board, place),
        CONSTRAINT settlement_line_settlement_fkey FOREIGN KEY (contest_id, settlement_id) REFERENCES settlement (contest_id, id)
      );
      CREATE INDEX settlement_line_number_idx ON settlement_line (contest_id, settlement_id, number);
      CREATE TABLE winner_file (
        contest_id integer NOT NULL,
        settlement_id uuid NOT NULL,
        version smallint NOT NULL,
        input bytea NOT NULL,
        input_hash text NOT NULL,
        content bytea NOT NULL,
        hash text NOT NULL,
        summary jsonb NOT NULL,
        made_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        CONSTRAINT winner_file_pkey PRIMARY KEY (contest_id, settlement_id, version),
        CONSTRAINT winner_file_settlement_fkey FOREIGN KEY (contest_id, settlement_id) REFERENCES settlement (contest_id, id),
        CONSTRAINT winner_file_hash_check CHECK (hash ~ '^[0-9a-f]{64}$' AND input_hash ~ '^[0-9a-f]{64}$')
      );
      CREATE TABLE award (
        contest_id integer NOT NULL,
        settlement_id uuid NOT NULL,
        version smallint NOT NULL,
        line smallint NOT NULL,
        place smallint NOT NULL,
        title text NOT NULL,
        amount_vnd bigint,
        number integer,
        participant_id uuid,
        contest_unit_id integer NOT NULL,
        rank integer,
        moved_up integer NOT NULL,
        CONSTRAINT award_pkey PRIMARY KEY (contest_id, settlement_id, version, line, place),
        CONSTRAINT award_file_fkey FOREIGN KEY (contest_id, settlement_id, version) REFERENCES winner_file (contest_id, settlement_id, version),
        CONSTRAINT award_person_check CHECK ((number IS NULL) = (participant_id IS NULL))
      );
      CREATE INDEX award_participant_idx ON award (contest_id, participant_id);
      CREATE TABLE award_decision (
        contest_id integer NOT NULL,
        settlement_id uuid NOT NULL,
        id uuid NOT NULL,
        kind text NOT NULL,
        numbers integer[] NOT NULL,
        contest_unit_ids integer[] NOT NULL,
        line smallint,
        out_reason text,
        reason text NOT NULL,
        decided_by uuid NOT NULL,
        decided_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        taken_back_by uuid,
        taken_back_at timestamptz(3),
        CONSTRAINT award_decision_pkey PRIMARY KEY (contest_id, settlement_id, id),
        CONSTRAINT award_decision_settlement_fkey FOREIGN KEY (contest_id, settlement_id) REFERENCES settlement (contest_id, id),
        CONSTRAINT award_decision_kind_check CHECK (kind IN ('confirmed', 'out', 'given', 'order')),
        CONSTRAINT award_decision_of_check CHECK ((cardinality(numbers) = 0) <> (cardinality(contest_unit_ids) = 0)),
        CONSTRAINT award_decision_out_check CHECK ((kind = 'out') = (out_reason IS NOT NULL)),
        CONSTRAINT award_decision_line_check CHECK ((kind <> 'given' OR line IS NOT NULL))
      );
      CREATE TABLE settlement_approval (
        contest_id integer NOT NULL,
        settlement_id uuid NOT NULL,
        version smallint NOT NULL,
        account_id uuid NOT NULL,
        hash text NOT NULL,
        approved_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        CONSTRAINT settlement_approval_pkey PRIMARY KEY (contest_id, settlement_id, version, account_id),
        CONSTRAINT settlement_approval_file_fkey FOREIGN KEY (contest_id, settlement_id, version) REFERENCES winner_file (contest_id, settlement_id, version)
      );
      CREATE TABLE publication (
        contest_id integer NOT NULL,
        scope_kind text NOT NULL,
        scope_id smallint NOT NULL,
        number smallint NOT NULL,
        settlement_id uuid NOT NULL,
        version smallint NOT NULL,
        hash text NOT NULL,
        input_hash text NOT NULL,
        reason text,
        published_by uuid NOT NULL,
        published_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        appeals_until timestamptz(3),
        decision_number text,
        decision_date date,
        decision_signer text,
        CONSTRAINT publication_pkey PRIMARY KEY (contest_id, scope_kind, scope_id, number),
        CONSTRAINT publication_file_fkey FOREIGN KEY (contest_id, settlement_id, version) REFERENCES winner_file (contest_id, settlement_id, version),
        CONSTRAINT publication_scope_check CHECK (scope_kind IN ('round', 'phase', 'contest')),
        CONSTRAINT publication_reason_check CHECK ((number = 1) = (reason IS NULL))
      );
      CREATE INDEX publication_hash_idx ON publication (hash);
      CREATE INDEX publication_input_idx ON publication (input_hash);
      CREATE TABLE appeal (
        contest_id integer NOT NULL,
        id uuid NOT NULL,
        scope_kind text NOT NULL,
        scope_id smallint NOT NULL,
        publication smallint NOT NULL,
        participant_id uuid NOT NULL,
        text text,
        made_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        state text NOT NULL DEFAULT 'open',
        answer text,
        decided_by uuid,
        decided_at timestamptz(3),
        CONSTRAINT appeal_pkey PRIMARY KEY (contest_id, id),
        CONSTRAINT appeal_publication_fkey FOREIGN KEY (contest_id, scope_kind, scope_id, publication) REFERENCES publication (contest_id, scope_kind, scope_id, number),
        CONSTRAINT appeal_once_key UNIQUE (contest_id, scope_kind, scope_id, publication, participant_id),
        CONSTRAINT appeal_state_check CHECK (state IN ('open', 'accepted', 'rejected')),
        CONSTRAINT appeal_decided_check CHECK ((state = 'open') = (decided_at IS NULL))
      );
      CREATE INDEX appeal_state_idx ON appeal (contest_id, state, made_at);
      GRANT SELECT, INSERT, UPDATE (seed, revealed_at) ON lot TO cchc_app;
      GRANT SELECT, INSERT, UPDATE ON settlement TO cchc_app;
      GRANT SELECT, INSERT ON person_number TO cchc_app;
      GRANT SELECT, INSERT ON settlement_line TO cchc_app;
      GRANT SELECT, INSERT ON winner_file TO cchc_app;
      GRANT SELECT, INSERT ON award TO cchc_app;
      GRANT SELECT, INSERT, UPDATE (taken_back_by, taken_back_at) ON award_decision TO cchc_app;
      GRANT SELECT, INSERT ON settlement_approval TO cchc_app;
      GRANT SELECT, INSERT, UPDATE (decision_number, decision_date, decision_signer) ON publication TO cchc_app;
      GRANT SELECT, INSERT, UPDATE (text, state, answer, decided_by, decided_at) ON appeal TO cchc_app;
      GRANT SELECT ON lot, settlement, settlement_line, winner_file, award, award_decision, settlement_approval, publication TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `DROP TABLE appeal, publication, settlement_approval, award_decision, award, winner_file, settlement_line, person_number, settlement, lot;`,
    );
  }
}

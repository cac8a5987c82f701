import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Certificates: how those of a contest look, and each that was given, by a number that is given once. */
export class CreateCertificate1796007000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE certificate_design (
        contest_id integer NOT NULL CONSTRAINT certificate_design_pkey PRIMARY KEY
          CONSTRAINT certificate_design_contest_fkey REFERENCES contest (id) ON DELETE CASCADE,
        version integer NOT NULL,
        content jsonb NOT NULL,
        background text CONSTRAINT certificate_design_background_fkey REFERENCES branding_file (sha256),
        last_number integer NOT NULL DEFAULT 0,
        seen_version bigint NOT NULL DEFAULT 0,
        updated_by uuid,
        updated_at timestamptz(3) NOT NULL DEFAULT contest_clock()
      );
      CREATE TABLE certificate (
        contest_id integer NOT NULL CONSTRAINT certificate_contest_fkey REFERENCES contest (id) ON DELETE CASCADE,
        number integer NOT NULL,
        code text NOT NULL,
        participant_id uuid NOT NULL,
        prize text NOT NULL,
        words text NOT NULL,
        unit_name text NOT NULL,
        contest_title text NOT NULL,
        score integer,
        max_score integer,
        symbol text NOT NULL,
        issued_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        revoked_at timestamptz(3),
        revoke_reason text,
        replaced_by integer,
        CONSTRAINT certificate_pkey PRIMARY KEY (contest_id, number),
        CONSTRAINT certificate_code_key UNIQUE (code),
        CONSTRAINT certificate_participant_fkey FOREIGN KEY (contest_id, participant_id) REFERENCES participant (contest_id, id) ON DELETE CASCADE,
        CONSTRAINT certificate_number_check CHECK (number > 0),
        CONSTRAINT certificate_replaced_check CHECK (replaced_by > number),
        CONSTRAINT certificate_revoked_check CHECK ((revoked_at IS NULL) = (revoke_reason IS NULL) AND (replaced_by IS NULL OR revoked_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX certificate_valid_key ON certificate (contest_id, participant_id, prize)
        WHERE revoked_at IS NULL;
      CREATE INDEX certificate_participant_idx ON certificate (contest_id, participant_id);

      -- What stands on a paper that somebody holds is never written over: it can only cease to hold.
      GRANT SELECT, INSERT, UPDATE ON certificate_design TO cchc_app;
      GRANT SELECT, INSERT, UPDATE (revoked_at, revoke_reason, replaced_by) ON certificate TO cchc_app;
      GRANT SELECT ON certificate_design, certificate TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE certificate; DROP TABLE certificate_design;`);
  }
}

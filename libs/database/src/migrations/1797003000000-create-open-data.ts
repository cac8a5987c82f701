import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows of a contest without people, as files that were made, published, and perhaps withdrawn. */
export class CreateOpenData1797003000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE open_data (
        contest_id integer NOT NULL CONSTRAINT open_data_contest_fkey REFERENCES contest (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        columns text[] NOT NULL,
        terms text NOT NULL,
        terms_text text,
        data bytea NOT NULL,
        data_hash text NOT NULL,
        dictionary bytea NOT NULL,
        dictionary_hash text NOT NULL,
        summary jsonb NOT NULL,
        figures_version bigint NOT NULL,
        made_at timestamptz(3) NOT NULL,
        published_at timestamptz(3),
        published_by uuid,
        without_settlement boolean,
        withdrawn_at timestamptz(3),
        withdrawn_by uuid,
        withdraw_reason text,
        CONSTRAINT open_data_pkey PRIMARY KEY (contest_id, id),
        CONSTRAINT open_data_terms_check CHECK (terms IN ('cc_by_4', 'nd_194_2025', 'own') AND (terms = 'own') = (terms_text IS NOT NULL)),
        CONSTRAINT open_data_hash_check CHECK (data_hash ~ '^[0-9a-f]{64}$' AND dictionary_hash ~ '^[0-9a-f]{64}$'),
        CONSTRAINT open_data_published_check CHECK ((published_at IS NULL) = (published_by IS NULL) AND (published_at IS NULL) = (without_settlement IS NULL)),
        CONSTRAINT open_data_withdrawn_check CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL) AND (withdrawn_at IS NULL OR published_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX open_data_public_key ON open_data (contest_id) WHERE published_at IS NOT NULL AND withdrawn_at IS NULL;
      GRANT SELECT, INSERT, DELETE, UPDATE (published_at, published_by, without_settlement, withdrawn_at, withdrawn_by, withdraw_reason) ON open_data TO cchc_app;
      GRANT SELECT ON open_data TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE open_data;`);
  }
}

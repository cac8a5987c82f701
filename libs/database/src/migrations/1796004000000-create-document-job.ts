import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that somebody asked for and a process beside the worker makes, kept in parts for some days. */
export class CreateDocumentJob1796004000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE document_job (
        id uuid NOT NULL CONSTRAINT document_job_pkey PRIMARY KEY,
        contest_id integer NOT NULL CONSTRAINT document_job_contest_fkey REFERENCES contest (id) ON DELETE CASCADE,
        kind text NOT NULL,
        params jsonb NOT NULL,
        asked_by uuid NOT NULL,
        asked_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        state text NOT NULL DEFAULT 'asked',
        tries smallint NOT NULL DEFAULT 0,
        started_at timestamptz(3),
        beat_at timestamptz(3),
        done integer NOT NULL DEFAULT 0,
        total integer NOT NULL DEFAULT 0,
        ended_at timestamptz(3),
        expires_at timestamptz(3),
        file_name text,
        mime text,
        size integer,
        failure text,
        CONSTRAINT document_job_state_check CHECK (state IN ('asked', 'running', 'done', 'failed', 'cancelled')),
        CONSTRAINT document_job_running_check CHECK (state <> 'running' OR beat_at IS NOT NULL),
        CONSTRAINT document_job_ended_check CHECK ((state IN ('asked', 'running')) = (ended_at IS NULL) AND (ended_at IS NULL) = (expires_at IS NULL)),
        CONSTRAINT document_job_file_check CHECK ((state = 'done') = (size IS NOT NULL) AND (size IS NULL) = (file_name IS NULL) AND (size IS NULL) = (mime IS NULL)),
        CONSTRAINT document_job_failure_check CHECK ((state = 'failed') = (failure IS NOT NULL))
      );
      CREATE INDEX document_job_open_idx ON document_job (asked_at) WHERE state IN ('asked', 'running');
      CREATE INDEX document_job_contest_idx ON document_job (contest_id, asked_at);
      CREATE TABLE document_part (
        job_id uuid NOT NULL CONSTRAINT document_part_job_fkey REFERENCES document_job (id) ON DELETE CASCADE,
        number integer NOT NULL,
        bytes bytea NOT NULL,
        CONSTRAINT document_part_pkey PRIMARY KEY (job_id, number),
        CONSTRAINT document_part_bytes_check CHECK (octet_length(bytes) BETWEEN 1 AND 1048576)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON document_job, document_part TO cchc_app;
      GRANT SELECT ON document_job TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE document_part; DROP TABLE document_job;`);
  }
}

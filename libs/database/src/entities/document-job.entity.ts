import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** A file that somebody asked for: what is in it, how far it is, when it goes. */
@Entity({ name: 'document_job' })
@Check('document_job_state_check', "state IN ('asked', 'running', 'done', 'failed', 'cancelled')")
@Check('document_job_running_check', "state <> 'running' OR beat_at IS NOT NULL")
@Check(
  'document_job_ended_check',
  "(state IN ('asked', 'running')) = (ended_at IS NULL) AND (ended_at IS NULL) = (expires_at IS NULL)",
)
@Check(
  'document_job_file_check',
  "(state = 'done') = (size IS NOT NULL) AND (size IS NULL) = (file_name IS NULL) AND (size IS NULL) = (mime IS NULL)",
)
@Check('document_job_failure_check', "(state = 'failed') = (failure IS NOT NULL)")
@Index('document_job_open_idx', ['askedAt'], { where: "state IN ('asked', 'running')" })
@Index('document_job_contest_idx', ['contestId', 'askedAt'])
export class DocumentJobEntity {
  /** Made by whoever asks: the same id is the same file. */
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'document_job_pkey' })
  id: string;

  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', foreignKeyConstraintName: 'document_job_contest_fkey' })
  contest: Relation<ContestEntity>;

  /** 'report' and the others of the registry. */
  @Column({ name: 'kind', type: 'text' })
  kind: string;

  /** What was wished for, as the kind says; ids and choices, no names. */
  @Column({ name: 'params', type: 'jsonb' })
  params: Record<string, unknown>;

  @Column({ name: 'asked_by', type: 'uuid' })
  askedBy: string;

  @Column({ name: 'asked_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  askedAt: Date;

  @Column({ name: 'state', type: 'text', default: 'asked' })
  state: 'asked' | 'running' | 'done' | 'failed' | 'cancelled';

  /** How often it was begun; whoever works on it names the try, so that one given up for dead writes nothing more. */
  @Column({ name: 'tries', type: 'smallint', default: 0 })
  tries: number;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3, nullable: true })
  startedAt: Date | null;

  /** When whoever works on it was last heard of. */
  @Column({ name: 'beat_at', type: 'timestamptz', precision: 3, nullable: true })
  beatAt: Date | null;

  @Column({ name: 'done', type: 'integer', default: 0 })
  done: number;

  /** 0 = not known yet. */
  @Column({ name: 'total', type: 'integer', default: 0 })
  total: number;

  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3, nullable: true })
  endedAt: Date | null;

  /** When row and file are deleted. */
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true })
  expiresAt: Date | null;

  @Column({ name: 'file_name', type: 'text', nullable: true })
  fileName: string | null;

  @Column({ name: 'mime', type: 'text', nullable: true })
  mime: string | null;

  /** Bytes of all parts. */
  @Column({ name: 'size', type: 'integer', nullable: true })
  size: number | null;

  /** The code of a refusal, or INTERNAL. */
  @Column({ name: 'failure', type: 'text', nullable: true })
  failure: string | null;
}

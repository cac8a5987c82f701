import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/**
 * One sitting of one paper. Partitioned by contest. The paper is frozen at the start; what was answered is in
 * answers, what it earned in grade.
 */
@Entity({ name: 'attempt' })
@Unique('attempt_no_key', ['contestId', 'participantId', 'attemptNo'])
@Unique('attempt_receipt_key', ['contestId', 'receiptNumber'])
@Unique('attempt_start_key', ['contestId', 'participantId', 'startKey'])
@Check('attempt_closed_by_check', "closed_by IN ('participant', 'deadline', 'round_end', 'organizer')")
@Check('attempt_closed_check', "(state = 'in_progress') = (submitted_at IS NULL)")
@Check('attempt_deadline_check', 'deadline_at > started_at')
@Check('attempt_elapsed_check', 'elapsed_ms >= 0 AND late_ms >= 0')
@Check('attempt_state_check', "state IN ('in_progress', 'submitted', 'graded')")
@Index('attempt_abandoned_idx', ['contestId', 'participantId'], { where: 'abandoned' })
@Index('attempt_overdue_idx', ['contestId', 'deadlineAt'], { where: "state = 'in_progress'" })
@Index('attempt_submitted_idx', ['contestId', 'submittedAt'], { where: 'submitted_at IS NOT NULL' })
@Index('attempt_ungraded_idx', ['contestId', 'submittedAt'], { where: "state = 'submitted'" })
export class AttemptEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'attempt_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'attempt_pkey' })
  id: string;

  @Column({ name: 'participant_id', type: 'uuid' })
  participantId: string;

  /** 1 for the person's first attempt in the contest. */
  @Column({ name: 'attempt_no', type: 'integer' })
  attemptNo: number;

  /** The client's idempotency key: the same key gives the same attempt. */
  @Column({ name: 'start_key', type: 'text' })
  startKey: string;

  @Column({ name: 'round_id', type: 'smallint' })
  roundId: number;

  @Column({ name: 'round_revision', type: 'smallint' })
  roundRevision: number;

  @Column({ name: 'phase_id', type: 'smallint', nullable: true })
  phaseId: number | null;

  @Column({ name: 'audience_id', type: 'smallint' })
  audienceId: number;

  @Column({ name: 'contest_unit_id', type: 'integer' })
  contestUnitId: number;

  @Column({ name: 'state', type: 'text', default: 'in_progress' })
  state: 'in_progress' | 'submitted' | 'graded';

  /** The paper can be drawn again from this. */
  @Column({ name: 'seed', type: 'text' })
  seed: string;

  /** Item versions by position. */
  @Column({ name: 'paper_items', type: 'integer', array: true })
  paperItems: number[];

  /** Order of the options by position, as a Lehmer code. */
  @Column({ name: 'paper_orders', type: 'smallint', array: true })
  paperOrders: number[];

  /** One character a position, kind and number of options: an answer is checked against it without reading any item. */
  @Column({ name: 'paper_shape', type: 'text' })
  paperShape: string;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3 })
  startedAt: Date;

  @Column({ name: 'deadline_at', type: 'timestamptz', precision: 3 })
  deadlineAt: Date;

  /** How long after the deadline a submit, and only a submit, is accepted. */
  @Column({ name: 'grace_ms', type: 'integer' })
  graceMs: number;

  /** The extra time it was started with, in percent of the duration; the deadline holds it already. */
  @Column({ name: 'extra_time_percent', type: 'smallint', default: 0 })
  extraTimePercent: number;

  /** How long the contest stood still meanwhile; the deadline holds it already, the time spent does not count it. */
  @Column({ name: 'paused_ms', type: 'integer', default: 0 })
  pausedMs: number;

  /** Its time ran out before anything was answered, and its rules forgive that: it counts nowhere and uses no limit up. */
  @Column({ name: 'abandoned', type: 'boolean', default: false })
  abandoned: boolean;

  @Column({ name: 'submitted_at', type: 'timestamptz', precision: 3, nullable: true })
  submittedAt: Date | null;

  /** Who closed it; null while in progress. */
  @Column({ name: 'closed_by', type: 'text', nullable: true })
  closedBy: 'participant' | 'deadline' | 'round_end' | 'organizer' | null;

  /** How far into the grace time it was submitted. */
  @Column({ name: 'late_ms', type: 'integer', nullable: true })
  lateMs: number | null;

  @Column({ name: 'elapsed_ms', type: 'integer', nullable: true })
  elapsedMs: number | null;

  /** The number guessed to break ties, where the round asks for one (bigint: a string in JavaScript). */
  @Column({ name: 'prediction', type: 'bigint', nullable: true })
  prediction: string | null;

  /** What it was before, each with the moment until which it was: [{ prediction, until }]. */
  @Column({ name: 'predictions_before', type: 'jsonb', default: [] })
  predictionsBefore: unknown;

  /** 12 characters to read aloud, unique in the contest. */
  @Column({ name: 'receipt_number', type: 'text', nullable: true })
  receiptNumber: string | null;

  /** Since when it is not recognised; null = valid. */
  @Column({ name: 'voided_at', type: 'timestamptz', precision: 3, nullable: true })
  voidedAt: Date | null;

  @Column({ name: 'voided_by', type: 'uuid', nullable: true })
  voidedBy: string | null;

  @Column({ name: 'void_reason', type: 'text', nullable: true })
  voidReason: string | null;
}

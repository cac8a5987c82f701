import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** Something that the worker noticed in a contest, and what a person decided about it. It changes nothing by itself. */
@Entity({ name: 'signal' })
@Unique('signal_subject_key', ['contestId', 'kind', 'subject'])
@Check('signal_decided_check', "(state = 'open') = (decided_at IS NULL) AND (decision IS NULL) = (decided_at IS NULL)")
@Check('signal_decision_check', "decision IN ('nothing', 'ask', 'void')")
@Check('signal_kind_check', "kind IN ('same_person', 'fast', 'sequence', 'many_attempts')")
@Check('signal_state_check', "state IN ('open', 'decided')")
@Index('signal_state_idx', ['contestId', 'state', 'id'])
export class SignalEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'signal_pkey',
  })
  id: number;

  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  @Column({ name: 'kind', type: 'text' })
  kind: 'same_person' | 'fast' | 'sequence' | 'many_attempts';

  /** What it is about, in one word: the same thing is noticed once. */
  @Column({ name: 'subject', type: 'text' })
  subject: string;

  @Column({ name: 'participant_ids', type: 'uuid', array: true })
  participantIds: string[];

  @Column({ name: 'attempt_ids', type: 'uuid', array: true })
  attemptIds: string[];

  @Column({ name: 'contest_unit_id', type: 'integer', nullable: true })
  contestUnitId: number | null;

  /** Numbers only. */
  @Column({ name: 'figures', type: 'jsonb' })
  figures: Record<string, number>;

  @Column({ name: 'state', type: 'text', default: 'open' })
  state: 'open' | 'decided';

  @Column({ name: 'found_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  foundAt: Date;

  @Column({ name: 'decision', type: 'text', nullable: true })
  decision: 'nothing' | 'ask' | 'void' | null;

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason: string | null;

  @Column({ name: 'decided_by', type: 'uuid', nullable: true })
  decidedBy: string | null;

  @Column({ name: 'decided_at', type: 'timestamptz', precision: 3, nullable: true })
  decidedAt: Date | null;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'signal_contest_fkey' })
  contest?: Relation<ContestEntity>;
}

import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';
import { ContestEntity } from './contest.entity.js';
import { ContestUnitEntity } from './contest-unit.entity.js';

/** What a citizen told the administration after an attempt: by name with all that leads to the person, or with nothing. */
@Entity({ name: 'feedback' })
@Check('feedback_says_check', 'text IS NOT NULL OR satisfaction IS NOT NULL')
@Check('feedback_satisfaction_check', 'satisfaction BETWEEN 1 AND 5')
@Check('feedback_named_check', 'num_nonnulls(given_at, account_id, participant_id, attempt_id) IN (0, 4)')
@Index('feedback_contest_idx', ['contestId', 'givenOn'])
@Index('feedback_account_idx', ['accountId'])
export class FeedbackEntity {
  /** Made by the client at random: the same id is the same feedback. */
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'feedback_pkey' })
  id: string;

  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  /** The unit that it is about, not the one the person stands for. */
  @Column({ name: 'contest_unit_id', type: 'integer', nullable: true })
  contestUnitId: number | null;

  /** A code of FEEDBACK_TOPICS. */
  @Column({ name: 'topic', type: 'text', nullable: true })
  topic: string | null;

  @Column({ name: 'text', type: 'text', nullable: true })
  text: string | null;

  /** 1 very dissatisfied … 5 very satisfied. */
  @Column({ name: 'satisfaction', type: 'smallint', nullable: true })
  satisfaction: number | null;

  /** The local day. */
  @Column({ name: 'given_on', type: 'date' })
  givenOn: string;

  /** Of a feedback by name alone, as are the three below. */
  @Column({ name: 'given_at', type: 'timestamptz', precision: 3, nullable: true })
  givenAt: Date | null;

  @Column({ name: 'account_id', type: 'uuid', nullable: true })
  accountId: string | null;

  @Column({ name: 'participant_id', type: 'uuid', nullable: true })
  participantId: string | null;

  @Column({ name: 'attempt_id', type: 'uuid', nullable: true })
  attemptId: string | null;

  @ManyToOne(() => AccountEntity)
  @JoinColumn({ name: 'account_id', referencedColumnName: 'id', foreignKeyConstraintName: 'feedback_account_fkey' })
  account?: Relation<AccountEntity>;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'feedback_contest_fkey' })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => ContestUnitEntity)
  @JoinColumn({ name: 'contest_unit_id', referencedColumnName: 'id', foreignKeyConstraintName: 'feedback_unit_fkey' })
  contestUnit?: Relation<ContestUnitEntity>;
}

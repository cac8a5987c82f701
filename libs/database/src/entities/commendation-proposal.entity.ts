import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** A list of who is proposed for one form of commendation, by one authority: what a tờ trình has as its annexes. */
@Entity({ name: 'commendation_proposal' })
@Check(
  'commendation_proposal_form_check',
  "form IN ('merit', 'commendation', 'other') AND (form = 'other') = (form_words IS NOT NULL)",
)
@Check('commendation_proposal_withdrawn_check', '(withdrawn_by IS NULL) = (withdrawn_at IS NULL)')
export class CommendationProposalEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'commendation_proposal_pkey' })
  contestId: number;

  /** Made by whoever writes it. */
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'commendation_proposal_pkey' })
  id: string;

  /** merit: bằng khen; commendation: giấy khen. */
  @Column({ name: 'form', type: 'text' })
  form: 'merit' | 'commendation' | 'other';

  /** How another form is called: 'Thư khen'. */
  @Column({ name: 'form_words', type: 'text', nullable: true })
  formWords: string | null;

  /** Who decides: 'Chủ tịch Ủy ban nhân dân tỉnh'. */
  @Column({ name: 'authority', type: 'text' })
  authority: string;

  /** Grows with every change of the list. */
  @Column({ name: 'version', type: 'integer', default: 1 })
  version: number;

  @Column({ name: 'made_by', type: 'uuid' })
  madeBy: string;

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  madeAt: Date;

  /** Given up before anything was decided. */
  @Column({ name: 'withdrawn_by', type: 'uuid', nullable: true })
  withdrawnBy: string | null;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt: Date | null;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', foreignKeyConstraintName: 'commendation_proposal_contest_fkey' })
  contest?: Relation<ContestEntity>;
}

import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { SettlementEntity } from './settlement.entity.js';

/** What people decided about people or units of a settlement, and why. Taken back, the row stays. */
@Entity({ name: 'award_decision' })
@Check('award_decision_kind_check', "kind IN ('confirmed', 'out', 'given', 'order')")
@Check('award_decision_line_check', "(kind <> 'given' OR line IS NOT NULL)")
@Check('award_decision_of_check', '(cardinality(numbers) = 0) <> (cardinality(contest_unit_ids) = 0)')
@Check('award_decision_out_check', "(kind = 'out') = (out_reason IS NOT NULL)")
export class AwardDecisionEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'award_decision_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'settlement_id', type: 'uuid', primaryKeyConstraintName: 'award_decision_pkey' })
  settlementId: string;

  /** Made by whoever decides. */
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'award_decision_pkey' })
  id: string;

  /** confirmed: the papers are right. out: falls out, of one prize line or of all. given: gets a prize that people award. order: how equal ones are put. */
  @Column({ name: 'kind', type: 'text' })
  kind: 'confirmed' | 'out' | 'given' | 'order';

  /** People, by number; in order. */
  @Column({ name: 'numbers', type: 'integer', array: true })
  numbers: number[];

  /** Units, where no people are meant. */
  @Column({ name: 'contest_unit_ids', type: 'integer', array: true })
  contestUnitIds: number[];

  /** Prize line, from 0. */
  @Column({ name: 'line', type: 'smallint', nullable: true })
  line: number | null;

  /** OutReason of domain. */
  @Column({ name: 'out_reason', type: 'text', nullable: true })
  outReason: string | null;

  /** In words. */
  @Column({ name: 'reason', type: 'text' })
  reason: string;

  @Column({ name: 'decided_by', type: 'uuid' })
  decidedBy: string;

  @Column({ name: 'decided_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  decidedAt: Date;

  @Column({ name: 'taken_back_by', type: 'uuid', nullable: true })
  takenBackBy: string | null;

  @Column({ name: 'taken_back_at', type: 'timestamptz', precision: 3, nullable: true })
  takenBackAt: Date | null;

  @ManyToOne(() => SettlementEntity)
  @JoinColumn([
    {
      name: 'contest_id',
      referencedColumnName: 'contestId',
      foreignKeyConstraintName: 'award_decision_settlement_fkey',
    },
    { name: 'settlement_id', referencedColumnName: 'id', foreignKeyConstraintName: 'award_decision_settlement_fkey' },
  ])
  settlement?: Relation<SettlementEntity>;
}

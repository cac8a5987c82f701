import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';
import { ContestPlanEntity } from './contest-plan.entity.js';

/** A plan that units may begin contests of their own from. */
@Entity({ name: 'plan_offer' })
export class PlanOfferEntity {
  @PrimaryColumn({ name: 'plan_id', type: 'uuid', primaryKeyConstraintName: 'plan_offer_pkey' })
  planId: string;

  /** Code of the unit to which, with all below it, it is offered; null = every unit. */
  @Column({ name: 'unit_code', type: 'text', nullable: true })
  unitCode: string | null;

  /** Paths that stay as they are offered. */
  @Column({ name: 'locked', type: 'text', array: true })
  locked: string[];

  @Column({ name: 'offered_by', type: 'uuid', nullable: true })
  offeredBy: string | null;

  @Column({ name: 'offered_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  offeredAt: Date;

  @OneToOne(() => ContestPlanEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id', referencedColumnName: 'id', foreignKeyConstraintName: 'plan_offer_plan_fkey' })
  plan?: Relation<ContestPlanEntity>;

  @ManyToOne(() => AccountEntity, { onDelete: 'SET NULL' })
  @JoinColumn({
    name: 'offered_by',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'plan_offer_offered_by_fkey',
  })
  offerer?: Relation<AccountEntity> | null;
}

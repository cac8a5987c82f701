import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';
import { ContestPlanEntity } from './contest-plan.entity.js';

/** A hidden contest made from a plan to be tried, and who may join it. */
@Entity({ name: 'rehearsal' })
@Unique('rehearsal_plan_key', ['planId'])
export class RehearsalEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'rehearsal_pkey' })
  contestId: number;

  @Column({ name: 'plan_id', type: 'uuid' })
  planId: string;

  /** The version of the plan that is tried. */
  @Column({ name: 'plan_version', type: 'integer' })
  planVersion: number;

  /** E.164 of the testers. */
  @Column({ name: 'phones', type: 'text', array: true })
  phones: string[];

  /** Codes of units whose people may all join. */
  @Column({ name: 'unit_codes', type: 'text', array: true })
  unitCodes: string[];

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  madeAt: Date;

  @OneToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'rehearsal_contest_fkey' })
  contest?: Relation<ContestEntity>;

  @OneToOne(() => ContestPlanEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id', referencedColumnName: 'id', foreignKeyConstraintName: 'rehearsal_plan_fkey' })
  plan?: Relation<ContestPlanEntity>;
}

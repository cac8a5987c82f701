import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryGeneratedColumn, Unique, type Relation } from 'typeorm';
import { ContestPlanEntity } from './contest-plan.entity.js';
import { ContestEntity } from './contest.entity.js';

/** How a contest shows itself beside its rules. Of a contest that has a plan, it hangs on the plan. */
@Entity({ name: 'contest_branding' })
@Unique('contest_branding_contest_key', ['contestId'])
@Unique('contest_branding_plan_key', ['planId'])
@Check('contest_branding_of_check', '(contest_id IS NULL) <> (plan_id IS NULL)')
export class ContestBrandingEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'contest_branding_pkey',
  })
  id: number;

  @Column({ name: 'contest_id', type: 'integer', nullable: true })
  contestId: number | null;

  @Column({ name: 'plan_id', type: 'uuid', nullable: true })
  planId: string | null;

  /** Grows with each change, so that two editors do not write over each other. */
  @Column({ name: 'version', type: 'integer' })
  version: number;

  /** Branding of domain. */
  @Column({ name: 'content', type: 'jsonb' })
  content: unknown;

  /** The files that the content names: only these are served. */
  @Column({ name: 'files', type: 'text', array: true })
  files: string[];

  @Column({ name: 'updated_by', type: 'uuid', nullable: true })
  updatedBy: string | null;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  updatedAt: Date;

  @OneToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'contest_branding_contest_fkey',
  })
  contest?: Relation<ContestEntity> | null;

  @OneToOne(() => ContestPlanEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id', referencedColumnName: 'id', foreignKeyConstraintName: 'contest_branding_plan_fkey' })
  plan?: Relation<ContestPlanEntity> | null;
}

import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';
import { ContestEntity } from './contest.entity.js';

/** The working document of a contest, before it is made and after. */
@Entity({ name: 'contest_plan' })
@Unique('contest_plan_contest_key', ['contestId'])
export class ContestPlanEntity {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'contest_plan_pkey' })
  id: string;

  /** Regulations of domain, or what is to become them: a draft may have any fault. */
  @Column({ name: 'regulations', type: 'jsonb' })
  regulations: unknown;

  /** The bank that papers are to be drawn from; null = not chosen yet. */
  @Column({ name: 'bank_code', type: 'text', nullable: true })
  bankCode: string | null;

  /** The units to invite: a list of {code, headcount}; null = none yet. */
  @Column({ name: 'invited', type: 'jsonb', nullable: true })
  invited: unknown;

  /** Grows with each save, so that two editors do not write over each other. */
  @Column({ name: 'version', type: 'integer', default: 1 })
  version: number;

  /** The contest that was made from it; null = none yet. */
  @Column({ name: 'contest_id', type: 'integer', nullable: true })
  contestId: number | null;

  /** What its last rehearsal came to, once that was removed: Rehearsed of the room of contests. */
  @Column({ name: 'rehearsed', type: 'jsonb', nullable: true })
  rehearsed: unknown;

  /** Code of the unit that runs it, which made it from an offer; null = those who run all contests. */
  @Column({ name: 'run_by_unit_code', type: 'text', nullable: true })
  runByUnitCode: string | null;

  /** Paths that whoever runs it may not change: those of the offer when it was made. */
  @Column({ name: 'locked', type: 'text', array: true, default: [] })
  locked: string[];

  @Column({ name: 'created_by', type: 'uuid', nullable: true })
  createdBy: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  createdAt: Date;

  @Column({ name: 'updated_by', type: 'uuid', nullable: true })
  updatedBy: string | null;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  updatedAt: Date;

  @OneToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'contest_plan_contest_fkey' })
  contest?: Relation<ContestEntity> | null;

  @ManyToOne(() => AccountEntity, { onDelete: 'SET NULL' })
  @JoinColumn({
    name: 'created_by',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'contest_plan_created_by_fkey',
  })
  creator?: Relation<AccountEntity> | null;

  @ManyToOne(() => AccountEntity, { onDelete: 'SET NULL' })
  @JoinColumn({
    name: 'updated_by',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'contest_plan_updated_by_fkey',
  })
  updater?: Relation<AccountEntity> | null;
}

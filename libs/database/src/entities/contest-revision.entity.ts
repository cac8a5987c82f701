import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** The rules of a contest (counting, ranking, participation) as they were since one moment; never changed. */
@Entity({ name: 'contest_revision' })
export class ContestRevisionEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'contest_revision_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'revision', type: 'smallint', primaryKeyConstraintName: 'contest_revision_pkey' })
  revision: number;

  /** ContestRules of domain. */
  @Column({ name: 'rules', type: 'jsonb' })
  rules: unknown;

  /** Regulations of domain, from which the rules were made; null where a program gave the rules. */
  @Column({ name: 'regulations', type: 'jsonb', nullable: true })
  regulations: unknown;

  @Column({ name: 'note', type: 'text', nullable: true })
  note: string | null;

  @Column({ name: 'effective_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  effectiveAt: Date;

  /** Taken back before it held; null = not. */
  @Column({ name: 'withdrawn_at', type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt: Date | null;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'contest_revision_contest_fkey',
  })
  contest?: Relation<ContestEntity>;
}

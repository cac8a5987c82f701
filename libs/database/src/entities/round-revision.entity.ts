import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { RoundEntity } from './round.entity.js';

/**
 * The window and rules of a round as they were since one moment; never changed, and an attempt remembers the one it
 * was started under.
 */
@Entity({ name: 'round_revision' })
@Check('round_revision_window_check', 'closes_at > opens_at')
@Check('round_revision_parts_check', 'cardinality(pool_parts) = cardinality(pool)')
export class RoundRevisionEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'round_revision_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'round_id', type: 'smallint', primaryKeyConstraintName: 'round_revision_pkey' })
  roundId: number;

  @PrimaryColumn({ name: 'revision', type: 'smallint', primaryKeyConstraintName: 'round_revision_pkey' })
  revision: number;

  @Column({ name: 'opens_at', type: 'timestamptz', precision: 3 })
  opensAt: Date;

  @Column({ name: 'closes_at', type: 'timestamptz', precision: 3 })
  closesAt: Date;

  /** RoundRules of domain. */
  @Column({ name: 'rules', type: 'jsonb' })
  rules: unknown;

  /** The item versions that papers of this revision are drawn from: frozen, so a process may keep them by id. */
  @Column({ name: 'pool', type: 'integer', array: true })
  pool: number[];

  /** Which part of the bank each of them was of, in the order of the pool; null = as the bank says. */
  @Column({ name: 'pool_parts', type: 'text', array: true, nullable: true })
  poolParts: (string | null)[] | null;

  @Column({ name: 'note', type: 'text', nullable: true })
  note: string | null;

  @Column({ name: 'effective_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  effectiveAt: Date;

  /** Taken back before it held; null = not. */
  @Column({ name: 'withdrawn_at', type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt: Date | null;

  @ManyToOne(() => RoundEntity, { onDelete: 'CASCADE' })
  @JoinColumn([
    { name: 'contest_id', referencedColumnName: 'contestId', foreignKeyConstraintName: 'round_revision_round_fkey' },
    { name: 'round_id', referencedColumnName: 'id', foreignKeyConstraintName: 'round_revision_round_fkey' },
  ])
  round?: Relation<RoundEntity>;
}

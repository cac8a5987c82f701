import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** The results of one field as they are being fixed: asked for, computed by the worker, decided on, published. The row is the job. */
@Entity({ name: 'settlement' })
@Check('settlement_scope_check', "scope_kind IN ('round', 'phase', 'contest')")
@Check('settlement_state_check', "state IN ('asked', 'computed', 'published', 'superseded', 'withdrawn', 'failed')")
@Index('settlement_open_key', ['contestId', 'scopeKind', 'scopeId'], {
  unique: true,
  where: "state IN ('asked', 'computed')",
})
@Index('settlement_owed_idx', ['askedAt'], { where: "state = 'asked'" })
export class SettlementEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'settlement_pkey' })
  contestId: number;

  /** Made by whoever asks: the same id is the same settlement. */
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'settlement_pkey' })
  id: string;

  @Column({ name: 'scope_kind', type: 'text' })
  scopeKind: 'round' | 'phase' | 'contest';

  /** Round or phase id; 0 for the contest itself. */
  @Column({ name: 'scope_id', type: 'smallint' })
  scopeId: number;

  /** asked: the worker owes the version `wanted`. computed: people are at it. published: its newest version is. */
  @Column({ name: 'state', type: 'text', default: 'asked' })
  state: 'asked' | 'computed' | 'published' | 'superseded' | 'withdrawn' | 'failed';

  /** The newest winner file that was made; 0 before the first. */
  @Column({ name: 'version', type: 'smallint', default: 0 })
  version: number;

  /** The one that decisions ask for. */
  @Column({ name: 'wanted', type: 'smallint', default: 1 })
  wanted: number;

  /** Attempts read so far, of `total`. */
  @Column({ name: 'done', type: 'integer', default: 0 })
  done: number;

  @Column({ name: 'total', type: 'integer', nullable: true })
  total: number | null;

  @Column({ name: 'asked_by', type: 'uuid' })
  askedBy: string;

  @Column({ name: 'asked_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  askedAt: Date;

  /** How often the wanted version was begun and not ended; at the last of so many it is given up. */
  @Column({ name: 'tries', type: 'smallint', default: 0 })
  tries: number;

  /** Signals that nobody had decided on, and why that was no reason to wait. */
  @Column({ name: 'signals', type: 'integer', default: 0 })
  signals: number;

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason: string | null;

  /** Why it could not be done. */
  @Column({ name: 'failure', type: 'text', nullable: true })
  failure: string | null;

  /** Who gave it up, and why. */
  @Column({ name: 'closed_by', type: 'uuid', nullable: true })
  closedBy: string | null;

  @Column({ name: 'closed_at', type: 'timestamptz', precision: 3, nullable: true })
  closedAt: Date | null;

  @Column({ name: 'close_reason', type: 'text', nullable: true })
  closeReason: string | null;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'settlement_contest_fkey' })
  contest?: Relation<ContestEntity>;
}

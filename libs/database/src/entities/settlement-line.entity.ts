import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { SettlementEntity } from './settlement.entity.js';

/** A line of the standings of a settlement, by number: what the pages show without opening the file. */
@Entity({ name: 'settlement_line' })
@Index('settlement_line_number_idx', ['contestId', 'settlementId', 'number'])
export class SettlementLineEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'settlement_line_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'settlement_id', type: 'uuid', primaryKeyConstraintName: 'settlement_line_pkey' })
  settlementId: string;

  /** Code of the audience; empty where all share a board. */
  @PrimaryColumn({ name: 'board', type: 'text', primaryKeyConstraintName: 'settlement_line_pkey' })
  board: string;

  /** From 1 without gaps; equal ones in the order of the file. */
  @PrimaryColumn({ name: 'place', type: 'integer', primaryKeyConstraintName: 'settlement_line_pkey' })
  place: number;

  @Column({ name: 'rank', type: 'integer' })
  rank: number;

  @Column({ name: 'number', type: 'integer' })
  number: number;

  /** Standing of the winner file. */
  @Column({ name: 'line', type: 'jsonb' })
  line: unknown;

  @ManyToOne(() => SettlementEntity)
  @JoinColumn([
    {
      name: 'contest_id',
      referencedColumnName: 'contestId',
      foreignKeyConstraintName: 'settlement_line_settlement_fkey',
    },
    { name: 'settlement_id', referencedColumnName: 'id', foreignKeyConstraintName: 'settlement_line_settlement_fkey' },
  ])
  settlement?: Relation<SettlementEntity>;
}

import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { SettlementEntity } from './settlement.entity.js';

/** What a settlement comes to, made from one frozen input: another decision makes another version. */
@Entity({ name: 'winner_file' })
@Check('winner_file_hash_check', "hash ~ '^[0-9a-f]{64}$' AND input_hash ~ '^[0-9a-f]{64}$'")
export class WinnerFileEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'winner_file_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'settlement_id', type: 'uuid', primaryKeyConstraintName: 'winner_file_pkey' })
  settlementId: string;

  @PrimaryColumn({ name: 'version', type: 'smallint', primaryKeyConstraintName: 'winner_file_pkey' })
  version: number;

  /** Canonical JSON of the frozen input, gzip. */
  @Column({ name: 'input', type: 'bytea' })
  input: Buffer;

  /** SHA-256 of it unpacked, in hex. */
  @Column({ name: 'input_hash', type: 'text' })
  inputHash: string;

  /** Canonical JSON of the winner file, gzip. */
  @Column({ name: 'content', type: 'bytea' })
  content: Buffer;

  @Column({ name: 'hash', type: 'text' })
  hash: string;

  /** Counts and prizes of the winner file, without its standings. */
  @Column({ name: 'summary', type: 'jsonb' })
  summary: unknown;

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  madeAt: Date;

  @ManyToOne(() => SettlementEntity)
  @JoinColumn([
    { name: 'contest_id', referencedColumnName: 'contestId', foreignKeyConstraintName: 'winner_file_settlement_fkey' },
    { name: 'settlement_id', referencedColumnName: 'id', foreignKeyConstraintName: 'winner_file_settlement_fkey' },
  ])
  settlement?: Relation<SettlementEntity>;
}

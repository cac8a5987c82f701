import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { WinnerFileEntity } from './winner-file.entity.js';

/** One prize given to one person or unit by a version of a winner file. */
@Entity({ name: 'award' })
@Check('award_person_check', '(number IS NULL) = (participant_id IS NULL)')
@Index('award_participant_idx', ['contestId', 'participantId'])
export class AwardEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'award_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'settlement_id', type: 'uuid', primaryKeyConstraintName: 'award_pkey' })
  settlementId: string;

  @PrimaryColumn({ name: 'version', type: 'smallint', primaryKeyConstraintName: 'award_pkey' })
  version: number;

  /** Place of the prize line in the rules, from 0. */
  @PrimaryColumn({ name: 'line', type: 'smallint', primaryKeyConstraintName: 'award_pkey' })
  line: number;

  /** Among the prizes of the line, from 1. */
  @PrimaryColumn({ name: 'place', type: 'smallint', primaryKeyConstraintName: 'award_pkey' })
  place: number;

  @Column({ name: 'title', type: 'text' })
  title: string;

  @Column({ name: 'amount_vnd', type: 'bigint', nullable: true })
  amountVnd: string | null;

  @Column({ name: 'number', type: 'integer', nullable: true })
  number: number | null;

  /** Of a person; null for a unit. */
  @Column({ name: 'participant_id', type: 'uuid', nullable: true })
  participantId: string | null;

  /** The unit that gets it, or that of the person. */
  @Column({ name: 'contest_unit_id', type: 'integer' })
  contestUnitId: number;

  @Column({ name: 'rank', type: 'integer', nullable: true })
  rank: number | null;

  /** How many before fell out and were replaced. */
  @Column({ name: 'moved_up', type: 'integer' })
  movedUp: number;

  @ManyToOne(() => WinnerFileEntity)
  @JoinColumn([
    { name: 'contest_id', referencedColumnName: 'contestId', foreignKeyConstraintName: 'award_file_fkey' },
    { name: 'settlement_id', referencedColumnName: 'settlementId', foreignKeyConstraintName: 'award_file_fkey' },
    { name: 'version', referencedColumnName: 'version', foreignKeyConstraintName: 'award_file_fkey' },
  ])
  winnerFile?: Relation<WinnerFileEntity>;
}

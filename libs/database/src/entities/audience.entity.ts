import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** A group of people with its own board and prizes. */
@Entity({ name: 'audience' })
@Unique('audience_code_key', ['contestId', 'code'])
export class AudienceEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'audience_pkey' })
  contestId: number;

  /** Number within the contest, from 1. */
  @PrimaryColumn({ name: 'id', type: 'smallint', primaryKeyConstraintName: 'audience_pkey' })
  id: number;

  @Column({ name: 'code', type: 'text' })
  code: string;

  @Column({ name: 'title', type: 'text' })
  title: string;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'audience_contest_fkey' })
  contest?: Relation<ContestEntity>;
}

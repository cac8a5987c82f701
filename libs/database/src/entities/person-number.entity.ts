import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** The number that a person has in all that is published of a contest. Nothing that is published leads here. */
@Entity({ name: 'person_number' })
@Unique('person_number_participant_key', ['contestId', 'participantId'])
export class PersonNumberEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'person_number_pkey' })
  contestId: number;

  /** From 1, by first start; whoever comes in a later settlement goes on from there. */
  @PrimaryColumn({ name: 'number', type: 'integer', primaryKeyConstraintName: 'person_number_pkey' })
  number: number;

  @Column({ name: 'participant_id', type: 'uuid' })
  participantId: string;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'person_number_contest_fkey',
  })
  contest?: Relation<ContestEntity>;
}

import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** What somebody at the desk noted of a call by a person of a contest. */
@Entity({ name: 'desk_note' })
@Index('desk_note_person_idx', ['contestId', 'participantId', 'id'])
export class DeskNoteEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'desk_note_pkey',
  })
  id: number;

  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  @Column({ name: 'participant_id', type: 'uuid' })
  participantId: string;

  @Column({ name: 'text', type: 'text' })
  text: string;

  /** The account of whoever answered the call. */
  @Column({ name: 'noted_by', type: 'uuid' })
  notedBy: string;

  @Column({ name: 'noted_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  notedAt: Date;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'desk_note_contest_fkey' })
  contest?: Relation<ContestEntity>;
}

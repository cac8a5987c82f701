import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** A text that the desk of a contest has ready to answer reports with. */
@Entity({ name: 'incident_answer' })
export class IncidentAnswerEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'incident_answer_pkey' })
  contestId: number;

  /** Its place in the list, from 1. */
  @PrimaryColumn({ name: 'position', type: 'smallint', primaryKeyConstraintName: 'incident_answer_pkey' })
  position: number;

  @Column({ name: 'title', type: 'text' })
  title: string;

  @Column({ name: 'text', type: 'text' })
  text: string;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'incident_answer_contest_fkey',
  })
  contest?: Relation<ContestEntity>;
}

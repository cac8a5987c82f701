import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ContestUnitEntity } from './contest-unit.entity.js';
import { ContestEntity } from './contest.entity.js';
import { ParticipantEntity } from './participant.entity.js';

/** More time for one person, or for everybody who stands for one unit of a contest. */
@Entity({ name: 'extra_time_grant' })
@Index('extra_time_grant_person_key', ['contestId', 'participantId'], { unique: true, where: 'withdrawn_at IS NULL' })
@Index('extra_time_grant_unit_key', ['contestId', 'contestUnitId'], { unique: true, where: 'withdrawn_at IS NULL' })
@Index('extra_time_grant_contest_idx', ['contestId', 'id'])
@Check('extra_time_grant_who_check', 'num_nonnulls(participant_id, contest_unit_id) = 1')
@Check('extra_time_grant_percent_check', 'percent BETWEEN 1 AND 100')
export class ExtraTimeGrantEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'extra_time_grant_pkey',
  })
  id: number;

  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  @Column({ name: 'participant_id', type: 'uuid', nullable: true })
  participantId: string | null;

  @Column({ name: 'contest_unit_id', type: 'integer', nullable: true })
  contestUnitId: number | null;

  /** Of the duration. */
  @Column({ name: 'percent', type: 'smallint' })
  percent: number;

  /** The paper that asks for it; not the state of somebody's health. */
  @Column({ name: 'reason', type: 'text' })
  reason: string;

  /** null for an errand of the operator. */
  @Column({ name: 'granted_by', type: 'uuid', nullable: true })
  grantedBy: string | null;

  @Column({ name: 'granted_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  grantedAt: Date;

  @Column({ name: 'withdrawn_by', type: 'uuid', nullable: true })
  withdrawnBy: string | null;

  /** Since when it holds no more for attempts that are started. */
  @Column({ name: 'withdrawn_at', type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt: Date | null;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'extra_time_grant_contest_fkey',
  })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => ContestUnitEntity)
  @JoinColumn({
    name: 'contest_unit_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'extra_time_grant_unit_fkey',
  })
  contestUnit?: Relation<ContestUnitEntity>;

  @ManyToOne(() => ParticipantEntity, { onDelete: 'CASCADE' })
  @JoinColumn([
    {
      name: 'contest_id',
      referencedColumnName: 'contestId',
      foreignKeyConstraintName: 'extra_time_grant_participant_fkey',
    },
    {
      name: 'participant_id',
      referencedColumnName: 'id',
      foreignKeyConstraintName: 'extra_time_grant_participant_fkey',
    },
  ])
  participant?: Relation<ParticipantEntity>;
}

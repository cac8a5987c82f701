import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** A short text on all pages of a contest, for a while. */
@Entity({ name: 'announcement' })
@Index('announcement_contest_idx', ['contestId', 'untilAt'], { where: 'withdrawn_at IS NULL' })
@Check('announcement_window_check', 'until_at > from_at')
export class AnnouncementEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'announcement_pkey',
  })
  id: number;

  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  @Column({ name: 'text', type: 'text' })
  text: string;

  @Column({ name: 'from_at', type: 'timestamptz', precision: 3 })
  fromAt: Date;

  @Column({ name: 'until_at', type: 'timestamptz', precision: 3 })
  untilAt: Date;

  @Column({ name: 'announced_by', type: 'uuid' })
  announcedBy: string;

  @Column({ name: 'announced_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  announcedAt: Date;

  @Column({ name: 'withdrawn_by', type: 'uuid', nullable: true })
  withdrawnBy: string | null;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt: Date | null;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'announcement_contest_fkey' })
  contest?: Relation<ContestEntity>;
}

import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';
import { AudienceEntity } from './audience.entity.js';
import { ContestEntity } from './contest.entity.js';
import { ContestUnitEntity } from './contest-unit.entity.js';

/**
 * A person in one contest, for one unit. Name and birth date are copies made when joining: what a board prints does
 * not change later.
 */
@Entity({ name: 'participant' })
@Unique('participant_account_key', ['accountId', 'contestId'])
@Index('participant_name_idx', { synchronize: false })
@Check('participant_extra_time_check', 'extra_time_percent BETWEEN 0 AND 100')
export class ParticipantEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'participant_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'participant_pkey' })
  id: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @Column({ name: 'contest_unit_id', type: 'integer' })
  contestUnitId: number;

  @Column({ name: 'audience_id', type: 'smallint' })
  audienceId: number;

  @Column({ name: 'full_name', type: 'text' })
  fullName: string;

  @Column({ name: 'birth_date', type: 'date', nullable: true })
  birthDate: string | null;

  /** How much longer than the rules say an attempt may last, in percent of its duration. */
  @Column({ name: 'extra_time_percent', type: 'smallint', default: 0 })
  extraTimePercent: number;

  /** What the person said about the full name on public pages; null = nothing, the rules of the contest decide. */
  @Column({ name: 'publish_name', type: 'boolean', nullable: true })
  publishName: boolean | null;

  /** Name, birth date and guardian are gone: the person has left, was deleted, or the time of keeping is over. */
  @Column({ name: 'anonymised_at', type: 'timestamptz', precision: 3, nullable: true })
  anonymisedAt: Date | null;

  /** Who agreed for a person under 16. */
  @Column({ name: 'guardian_name', type: 'text', nullable: true })
  guardianName: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  createdAt: Date;

  @ManyToOne(() => AccountEntity)
  @JoinColumn({ name: 'account_id', referencedColumnName: 'id', foreignKeyConstraintName: 'participant_account_fkey' })
  account?: Relation<AccountEntity>;

  @ManyToOne(() => AudienceEntity)
  @JoinColumn([
    { name: 'contest_id', referencedColumnName: 'contestId', foreignKeyConstraintName: 'participant_audience_fkey' },
    { name: 'audience_id', referencedColumnName: 'id', foreignKeyConstraintName: 'participant_audience_fkey' },
  ])
  audience?: Relation<AudienceEntity>;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'participant_contest_fkey' })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => ContestUnitEntity)
  @JoinColumn({
    name: 'contest_unit_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'participant_unit_fkey',
  })
  contestUnit?: Relation<ContestUnitEntity>;
}

import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ContestUnitEntity } from './contest-unit.entity.js';
import { ParticipantEntity } from './participant.entity.js';

/** A request of somebody with attempts to stand for another unit, and what became of it. */
@Entity({ name: 'unit_correction' })
@Index('unit_correction_open_key', ['contestId', 'participantId'], { unique: true, where: "state = 'open'" })
@Index('unit_correction_person_idx', ['contestId', 'participantId', 'id'])
@Index('unit_correction_unit_idx', ['contestId', 'toUnitId', 'state'])
@Check('unit_correction_state_check', "state IN ('open', 'approved', 'refused')")
@Check('unit_correction_decided_check', "(state = 'open') = (decided_at IS NULL)")
export class UnitCorrectionEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'unit_correction_pkey',
  })
  id: number;

  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  @Column({ name: 'participant_id', type: 'uuid' })
  participantId: string;

  /** The unit that the person stood for when asking. */
  @Column({ name: 'from_unit_id', type: 'integer' })
  fromUnitId: number;

  /** The unit that the person claims; its manager decides. */
  @Column({ name: 'to_unit_id', type: 'integer' })
  toUnitId: number;

  /** In the person's own words. */
  @Column({ name: 'reason', type: 'text', nullable: true })
  reason: string | null;

  @Column({ name: 'state', type: 'text', default: 'open' })
  state: 'open' | 'approved' | 'refused';

  @Column({ name: 'asked_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  askedAt: Date;

  /** The account of whoever decided. */
  @Column({ name: 'decided_by', type: 'uuid', nullable: true })
  decidedBy: string | null;

  @Column({ name: 'decided_at', type: 'timestamptz', precision: 3, nullable: true })
  decidedAt: Date | null;

  /** What the person is told with the decision. */
  @Column({ name: 'note', type: 'text', nullable: true })
  note: string | null;

  @ManyToOne(() => ContestUnitEntity)
  @JoinColumn({
    name: 'from_unit_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'unit_correction_from_fkey',
  })
  fromUnit?: Relation<ContestUnitEntity>;

  @ManyToOne(() => ContestUnitEntity)
  @JoinColumn({ name: 'to_unit_id', referencedColumnName: 'id', foreignKeyConstraintName: 'unit_correction_to_fkey' })
  toUnit?: Relation<ContestUnitEntity>;

  @ManyToOne(() => ParticipantEntity, { onDelete: 'CASCADE' })
  @JoinColumn([
    {
      name: 'contest_id',
      referencedColumnName: 'contestId',
      foreignKeyConstraintName: 'unit_correction_participant_fkey',
    },
    {
      name: 'participant_id',
      referencedColumnName: 'id',
      foreignKeyConstraintName: 'unit_correction_participant_fkey',
    },
  ])
  participant?: Relation<ParticipantEntity>;
}

import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import type { RankingCriterion } from '#domain';
import { OfficialBoardEntity } from './official-board.entity.js';

/** One line of a board as it was published: nothing that happens later changes it. */
@Entity({ name: 'official_place' })
@Unique('official_place_person_key', ['contestId', 'participantId', 'scopeKind', 'scopeId', 'audienceId'])
export class OfficialPlaceEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'official_place_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'scope_kind', type: 'text', primaryKeyConstraintName: 'official_place_pkey' })
  scopeKind: 'round' | 'phase' | 'contest';

  @PrimaryColumn({ name: 'scope_id', type: 'smallint', primaryKeyConstraintName: 'official_place_pkey' })
  scopeId: number;

  /** 0: all audiences together. */
  @PrimaryColumn({ name: 'audience_id', type: 'smallint', primaryKeyConstraintName: 'official_place_pkey' })
  audienceId: number;

  /** From 1 without gaps; those who share a rank have places of their own. */
  @PrimaryColumn({ name: 'place', type: 'integer', primaryKeyConstraintName: 'official_place_pkey' })
  place: number;

  @Column({ name: 'rank', type: 'integer' })
  rank: number;

  @Column({ name: 'participant_id', type: 'uuid' })
  participantId: string;

  @Column({ name: 'contest_unit_id', type: 'integer' })
  contestUnitId: number;

  /** In 1/1000 point. */
  @Column({ name: 'score', type: 'integer' })
  score: number;

  @Column({ name: 'full_marks', type: 'boolean' })
  fullMarks: boolean;

  @Column({ name: 'duration_ms', type: 'bigint' })
  durationMs: string;

  /** Valid attempts of the person in the scope. */
  @Column({ name: 'attempt_count', type: 'integer' })
  attemptCount: number;

  /** What put the place behind the one before; null for the first, and for equals. */
  @Column({ name: 'decided', type: 'jsonb', nullable: true })
  decided: { criterion: RankingCriterion; step: number; shown: string } | null;

  @ManyToOne(() => OfficialBoardEntity, { onDelete: 'CASCADE' })
  @JoinColumn([
    { name: 'contest_id', referencedColumnName: 'contestId', foreignKeyConstraintName: 'official_place_board_fkey' },
    { name: 'scope_kind', referencedColumnName: 'scopeKind', foreignKeyConstraintName: 'official_place_board_fkey' },
    { name: 'scope_id', referencedColumnName: 'scopeId', foreignKeyConstraintName: 'official_place_board_fkey' },
  ])
  board?: Relation<OfficialBoardEntity>;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many valid attempts of a scope and audience earned exactly this score. */
@Entity({ name: 'score_counter' })
export class ScoreCounterEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'score_counter_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'scope_kind', type: 'text', primaryKeyConstraintName: 'score_counter_pkey' })
  scopeKind: string;

  /** Round or phase id; 0 for the contest itself. */
  @PrimaryColumn({ name: 'scope_id', type: 'smallint', primaryKeyConstraintName: 'score_counter_pkey' })
  scopeId: number;

  @PrimaryColumn({ name: 'audience_id', type: 'smallint', primaryKeyConstraintName: 'score_counter_pkey' })
  audienceId: number;

  /** In 1/1000 point. */
  @PrimaryColumn({ name: 'score', type: 'integer', primaryKeyConstraintName: 'score_counter_pkey' })
  score: number;

  @Column({ name: 'attempts', type: 'integer' })
  attempts: number;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one unit adds up to in one scope. */
@Entity({ name: 'unit_counter' })
export class UnitCounterEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'unit_counter_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'scope_kind', type: 'text', primaryKeyConstraintName: 'unit_counter_pkey' })
  scopeKind: string;

  /** Round or phase id; 0 for the contest itself. */
  @PrimaryColumn({ name: 'scope_id', type: 'smallint', primaryKeyConstraintName: 'unit_counter_pkey' })
  scopeId: number;

  @PrimaryColumn({ name: 'contest_unit_id', type: 'integer', primaryKeyConstraintName: 'unit_counter_pkey' })
  contestUnitId: number;

  /** People with at least one valid attempt for the unit. */
  @Column({ name: 'persons', type: 'integer' })
  persons: number;

  /** Valid attempts. */
  @Column({ name: 'attempts', type: 'integer' })
  attempts: number;

  /** One a person, round and audience; in a phase or the contest the sum over its rounds. */
  @Column({ name: 'counted_attempts', type: 'integer' })
  countedAttempts: number;

  /** Sum of the counted scores in 1/1000 point (bigint: a string in JavaScript). */
  @Column({ name: 'counted_score', type: 'bigint' })
  countedScore: string;

  @Column({ name: 'full_marks_attempts', type: 'integer' })
  fullMarksAttempts: number;

  /** People with at least one valid attempt of full marks. */
  @Column({ name: 'full_marks_persons', type: 'integer' })
  fullMarksPersons: number;
}

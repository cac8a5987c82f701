import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * How many standings of a scope have sort keys that begin with these seven bytes: a rank is a short sum and a short
 * count.
 */
@Entity({ name: 'standing_bucket' })
export class StandingBucketEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'standing_bucket_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'scope_kind', type: 'text', primaryKeyConstraintName: 'standing_bucket_pkey' })
  scopeKind: string;

  /** Round or phase id; 0 for the contest itself. */
  @PrimaryColumn({ name: 'scope_id', type: 'smallint', primaryKeyConstraintName: 'standing_bucket_pkey' })
  scopeId: number;

  @PrimaryColumn({ name: 'audience_id', type: 'smallint', primaryKeyConstraintName: 'standing_bucket_pkey' })
  audienceId: number;

  @PrimaryColumn({ name: 'bucket', type: 'bytea', primaryKeyConstraintName: 'standing_bucket_pkey' })
  bucket: Buffer;

  @Column({ name: 'standings', type: 'integer' })
  standings: number;
}

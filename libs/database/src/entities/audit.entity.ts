import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Who did what, when. Append-only. */
@Entity({ name: 'audit' })
@Index('audit_actor_idx', ['actorId', 'id'])
@Index('audit_subject_idx', ['subject', 'id'])
@Index('audit_family_idx', { synchronize: false })
export class AuditEntity {
  /** bigint: a string in JavaScript. */
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'audit_pkey',
  })
  id: string;

  @Column({ name: 'at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  at: Date;

  /** The account; null when the system did it. */
  @Column({ name: 'actor_id', type: 'uuid', nullable: true })
  actorId: string | null;

  /** In the past tense, as session.started. */
  @Column({ name: 'action', type: 'text' })
  action: string;

  /** To what, as contest/3. */
  @Column({ name: 'subject', type: 'text' })
  subject: string;

  @Column({ name: 'before', type: 'jsonb', nullable: true })
  before: unknown;

  @Column({ name: 'after', type: 'jsonb', nullable: true })
  after: unknown;

  @Column({ name: 'request_id', type: 'text', nullable: true })
  requestId: string | null;
}

import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { PublicationEntity } from './publication.entity.js';

/** Somebody who took part objects to a published result, and what was decided. */
@Entity({ name: 'appeal' })
@Unique('appeal_once_key', ['contestId', 'scopeKind', 'scopeId', 'publication', 'participantId'])
@Check('appeal_decided_check', "(state = 'open') = (decided_at IS NULL)")
@Check('appeal_state_check', "state IN ('open', 'accepted', 'rejected')")
@Index('appeal_state_idx', ['contestId', 'state', 'madeAt'])
export class AppealEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'appeal_pkey' })
  contestId: number;

  /** Made by whoever writes it. */
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'appeal_pkey' })
  id: string;

  @Column({ name: 'scope_kind', type: 'text' })
  scopeKind: 'round' | 'phase' | 'contest';

  /** Round or phase id; 0 for the contest itself. */
  @Column({ name: 'scope_id', type: 'smallint' })
  scopeId: number;

  /** Number of the publication that it is about. */
  @Column({ name: 'publication', type: 'smallint' })
  publication: number;

  @Column({ name: 'participant_id', type: 'uuid' })
  participantId: string;

  /** In the person's own words; null once the person is nobody any more. */
  @Column({ name: 'text', type: 'text', nullable: true })
  text: string | null;

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  madeAt: Date;

  @Column({ name: 'state', type: 'text', default: 'open' })
  state: 'open' | 'accepted' | 'rejected';

  @Column({ name: 'answer', type: 'text', nullable: true })
  answer: string | null;

  @Column({ name: 'decided_by', type: 'uuid', nullable: true })
  decidedBy: string | null;

  @Column({ name: 'decided_at', type: 'timestamptz', precision: 3, nullable: true })
  decidedAt: Date | null;

  @ManyToOne(() => PublicationEntity)
  @JoinColumn([
    { name: 'contest_id', referencedColumnName: 'contestId', foreignKeyConstraintName: 'appeal_publication_fkey' },
    { name: 'scope_kind', referencedColumnName: 'scopeKind', foreignKeyConstraintName: 'appeal_publication_fkey' },
    { name: 'scope_id', referencedColumnName: 'scopeId', foreignKeyConstraintName: 'appeal_publication_fkey' },
    { name: 'publication', referencedColumnName: 'number', foreignKeyConstraintName: 'appeal_publication_fkey' },
  ])
  published?: Relation<PublicationEntity>;
}

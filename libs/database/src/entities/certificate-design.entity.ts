import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { BrandingFileEntity } from './branding-file.entity.js';
import { ContestEntity } from './contest.entity.js';

/** How the certificates of a contest look, who is given one, and the last number that was given. */
@Entity({ name: 'certificate_design' })
export class CertificateDesignEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'certificate_design_pkey' })
  contestId: number;

  /** Grows with each change, so that two editors do not write over each other. */
  @Column({ name: 'version', type: 'integer' })
  version: number;

  /** CertificateDesign of domain. */
  @Column({ name: 'content', type: 'jsonb' })
  content: unknown;

  /** The picture under the words, which the content names too. */
  @Column({ name: 'background', type: 'text', nullable: true })
  background: string | null;

  /** Whoever gives a number locks this row: numbers have no gaps. */
  @Column({ name: 'last_number', type: 'integer', default: 0 })
  lastNumber: number;

  /** The version of the figures up to which the certificates were looked through. */
  @Column({ name: 'seen_version', type: 'bigint', default: 0 })
  seenVersion: string;

  /** How many publications and decisions of them the certificates of prizes were compared with. */
  @Column({ name: 'seen_publications', type: 'integer', default: 0 })
  seenPublications: number;

  @Column({ name: 'updated_by', type: 'uuid', nullable: true })
  updatedBy: string | null;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  updatedAt: Date;

  @OneToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'certificate_design_contest_fkey',
  })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => BrandingFileEntity)
  @JoinColumn({
    name: 'background',
    referencedColumnName: 'sha256',
    foreignKeyConstraintName: 'certificate_design_background_fkey',
  })
  file?: Relation<BrandingFileEntity> | null;
}

import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DocumentJobEntity } from './document-job.entity.js';

/** A piece of a file, so that no process ever holds the whole. */
@Entity({ name: 'document_part' })
@Check('document_part_bytes_check', 'octet_length(bytes) BETWEEN 1 AND 1048576')
export class DocumentPartEntity {
  @PrimaryColumn({ name: 'job_id', type: 'uuid', primaryKeyConstraintName: 'document_part_pkey' })
  jobId: string;

  @ManyToOne(() => DocumentJobEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'document_part_job_fkey' })
  job: Relation<DocumentJobEntity>;

  /** From 1. */
  @PrimaryColumn({ name: 'number', type: 'integer', primaryKeyConstraintName: 'document_part_pkey' })
  number: number;

  @Column({ name: 'bytes', type: 'bytea' })
  bytes: Buffer;
}

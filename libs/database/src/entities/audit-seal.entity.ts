import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { AuditEntity } from './audit.entity.js';

/** One link of the hash chain over the audit trail, made afterwards by one sealer. */
@Entity({ name: 'audit_seal' })
@Unique('audit_seal_audit_key', ['auditId'])
export class AuditSealEntity {
  /** Place in the chain, from 1 without gaps (bigint: a string in JavaScript). */
  @PrimaryColumn({ name: 'seq', type: 'bigint', primaryKeyConstraintName: 'audit_seal_pkey' })
  seq: string;

  @Column({ name: 'audit_id', type: 'bigint' })
  auditId: string;

  /** Over the hash of the link before and the audit row. */
  @Column({ name: 'hash', type: 'bytea' })
  hash: Buffer;

  @ManyToOne(() => AuditEntity)
  @JoinColumn({ name: 'audit_id', referencedColumnName: 'id', foreignKeyConstraintName: 'audit_seal_audit_fkey' })
  audit?: Relation<AuditEntity>;
}

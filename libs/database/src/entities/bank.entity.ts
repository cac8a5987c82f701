import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A collection of items. */
@Entity({ name: 'bank' })
@Unique('bank_code_key', ['code'])
export class BankEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'bank_pkey',
  })
  id: number;

  @Column({ name: 'code', type: 'text' })
  code: string;

  @Column({ name: 'title', type: 'text' })
  title: string;

  /** Its questions and keys are for everybody to practise with; no round may draw from it. */
  @Column({ name: 'practice', type: 'boolean', default: false })
  practice: boolean;

  /** Part of the sample data, removable whole. */
  @Column({ name: 'sample', type: 'boolean', default: false })
  sample: boolean;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What was chosen in one attempt. Partitioned by contest. This row is the lock of the attempt: save, submit and the
 * sweeper all update it under NOT sealed.
 */
@Entity({ name: 'answers' })
export class AnswersEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'answers_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'attempt_id', type: 'uuid', primaryKeyConstraintName: 'answers_pkey' })
  attemptId: string;

  /** The device that holds the attempt now. */
  @Column({ name: 'writer', type: 'uuid' })
  writer: string;

  /** Last save taken from this writer; grows strictly. */
  @Column({ name: 'seq', type: 'integer', default: 0 })
  seq: number;

  /** By position: bits over the options as displayed, bit i = displayed option i + 1; 0 = not answered. */
  @Column({ name: 'choices', type: 'smallint', array: true })
  choices: number[];

  /** Hash of the last save: the same (writer, seq) with the same hash gets the same receipt. */
  @Column({ name: 'change_hash', type: 'bytea', nullable: true })
  changeHash: Buffer | null;

  @Column({ name: 'saved_at', type: 'timestamptz', precision: 3, nullable: true })
  savedAt: Date | null;

  /** Closed for ever: submitted or run out. */
  @Column({ name: 'sealed', type: 'boolean', default: false })
  sealed: boolean;

  /** When this device had no connection, as its late saves told: the last ten, newest first. */
  @Column({ name: 'outages', type: 'tstzrange', array: true, nullable: true })
  outages: string[] | null;

  /** When the attempt was opened anew or on another device: the last ten times, newest first. */
  @Column({ name: 'resumed_at', type: 'timestamptz', array: true, nullable: true })
  resumedAt: Date[] | null;
}

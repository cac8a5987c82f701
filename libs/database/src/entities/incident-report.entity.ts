import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  type Relation,
} from 'typeorm';
import type { IncidentCause, IncidentKind } from '#domain';
import { AccountEntity } from './account.entity.js';
import { ContestEntity } from './contest.entity.js';

/** Something that went wrong for somebody, and what became of it. */
@Entity({ name: 'incident_report' })
@Unique('incident_report_code_key', ['code'])
@Unique('incident_report_client_key', ['clientId'])
@Index('incident_report_contest_idx', ['contestId', 'id'])
@Index('incident_report_account_idx', ['accountId'])
@Check(
  'incident_report_kind_check',
  "kind IN ('cannot_sign_in', 'cannot_open', 'not_saved', 'time', 'question', 'result', 'other')",
)
@Check(
  'incident_report_cause_check',
  "cause IN ('guidance', 'account', 'network', 'device', 'question', 'system', 'no_fault')",
)
@Check('incident_report_closed_check', '(closed_at IS NULL) = (cause IS NULL)')
@Check('incident_report_assigned_check', '(assigned_to IS NULL) = (assigned_at IS NULL)')
export class IncidentReportEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'incident_report_pkey',
  })
  id: number;

  /** Eight letters to read out on the telephone. */
  @Column({ name: 'code', type: 'text' })
  code: string;

  /** Made by the client: the same id is the same report. */
  @Column({ name: 'client_id', type: 'uuid' })
  clientId: string;

  /** Null: of no contest, as on the first page. */
  @Column({ name: 'contest_id', type: 'integer', nullable: true })
  contestId: number | null;

  @Column({ name: 'kind', type: 'text' })
  kind: IncidentKind;

  @Column({ name: 'text', type: 'text' })
  text: string;

  /** Where the reporter may be reached, if it was told. */
  @Column({ name: 'contact', type: 'text', nullable: true })
  contact: string | null;

  /** The path of the page that the reporter came from. */
  @Column({ name: 'page', type: 'text', nullable: true })
  page: string | null;

  /** What that page showed to be read out. */
  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode: string | null;

  /** Family of browser and system in words. */
  @Column({ name: 'browser', type: 'text', nullable: true })
  browser: string | null;

  /** When the reporter left that page, by the clock of the server. */
  @Column({ name: 'noticed_at', type: 'timestamptz', precision: 3, nullable: true })
  noticedAt: Date | null;

  @Column({ name: 'reported_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  reportedAt: Date;

  /** Of a reporter who was signed in. */
  @Column({ name: 'account_id', type: 'uuid', nullable: true })
  accountId: string | null;

  /** An own attempt of the reporter. */
  @Column({ name: 'attempt_id', type: 'uuid', nullable: true })
  attemptId: string | null;

  /** The account of whoever looks into it. */
  @Column({ name: 'assigned_to', type: 'uuid', nullable: true })
  assignedTo: string | null;

  @Column({ name: 'assigned_at', type: 'timestamptz', precision: 3, nullable: true })
  assignedAt: Date | null;

  /** What the reporter is told. */
  @Column({ name: 'answer', type: 'text', nullable: true })
  answer: string | null;

  @Column({ name: 'cause', type: 'text', nullable: true })
  cause: IncidentCause | null;

  @Column({ name: 'closed_by', type: 'uuid', nullable: true })
  closedBy: string | null;

  @Column({ name: 'closed_at', type: 'timestamptz', precision: 3, nullable: true })
  closedAt: Date | null;

  @ManyToOne(() => AccountEntity, { onDelete: 'SET NULL' })
  @JoinColumn({
    name: 'account_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'incident_report_account_fkey',
  })
  account?: Relation<AccountEntity>;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'incident_report_contest_fkey',
  })
  contest?: Relation<ContestEntity>;
}

import type { FileFormat } from '../files/write-document.js';
import type { OpenChoice, OpenTerms } from '#domain';
import type { PosterSheet } from '../posters/write-posters.js';
import type { ReportFormat } from '../report/write-report.js';

/** What a report is asked for: a field of the contest, and the format. */
export interface ReportParams {
  scope: 'contest' | 'phase' | 'round';
  /** Of the phase or round. */
  scopeId: number | null;
  format: ReportFormat;
  /** Whether it tells wordings of questions; not where a unit runs the contest with a bank that was lent. */
  tellsItems: boolean;
}

/** Certificates that hold, of all units or one, of results, prizes or both. */
export interface CertificatesParams {
  /** As it stands on the certificates; null = all. */
  unitName: string | null;
  kind: 'result' | 'prize' | null;
  /** One file to print, or a file each. */
  format: 'pdf' | 'zip';
  /** Whoever has earned one and has none is given one first. */
  gives: boolean;
}

/** A list of proposals for commendation; `preview` is what the console shows, as JSON. */
export interface CommendationParams {
  proposalId: string;
  format: FileFormat | 'preview';
}

/** Posters of all invited units: one file with a page each, or an archive with a file each. */
export interface PostersParams {
  sheet: PosterSheet;
  format: 'pdf' | 'zip';
}

/** Rows of the contest without people: which columns, and by which terms others may use them. */
export interface OpenDataParams {
  columns: OpenChoice[];
  terms: OpenTerms;
  /** Of terms of one's own. */
  termsText: string | null;
}

/**
 * The kinds of document jobs and what each is asked with: ids and choices, never names. A new kind is a line here, a line in
 * `apps/api/src/documents/document-kinds.ts` (shape of the body, roles) and one in `apps/worker/src/documents/makers.ts`.
 */
export interface DocumentParams {
  certificates: CertificatesParams;
  commendation: CommendationParams;
  report: ReportParams;
  openData: OpenDataParams;
  posters: PostersParams;
  /** Letters that invite the units to take part: an archive of Word files. */
  invitations: Record<string, never>;
}

export type DocumentKind = keyof DocumentParams;

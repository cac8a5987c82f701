import { DomainError, type ReportData } from '#domain';
import { FILE_FORMATS, FILE_MIME, writeDocument, type MadeDocument } from '../files/write-document.js';
import { zipOf, type ZippedFile } from '../files/zip.js';
import { checkFigures } from './check-figures.js';
import { reportDocument, type ReportDraft } from './report-document.js';

/** Formats of a report; `preview` is what the console shows, as JSON. */
export const REPORT_FORMATS = ['docx', 'xlsx', 'pdf', 'zip', 'preview'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const MIME: Record<ReportFormat, string> = { ...FILE_MIME, zip: 'application/zip', preview: 'application/json' };

/**
 * Writes a report and proves what it prints before anything leaves.
 *
 * @param write takes the bytes as they are made, and is waited for
 * @throws DomainError FIGURES_DIFFER {fault} when a printed figure is not the computed one, or counts contradict each other
 */
export async function writeReport(
  data: ReportData,
  format: ReportFormat,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<MadeDocument> {
  const draft = reportDocument(data);
  const [fault] = checkFigures(draft, data);
  if (fault !== undefined) throw new DomainError('FIGURES_DIFFER', { fault });
  if (format === 'zip') for await (const chunk of zipOf(filesOf(draft))) await write(chunk);
  else if (format === 'preview') await write(previewOf(draft, data));
  else await writeDocument(draft.document, format, write);
  const ending = format === 'preview' ? 'json' : format;
  return { name: `${titleOf(data)}.${ending}`, mime: MIME[format] };
}

const previewOf = (draft: ReportDraft, { rounds }: ReportData): Buffer =>
  Buffer.from(JSON.stringify({ ...draft, rounds: rounds.map(({ id }) => id) }));

async function* filesOf(draft: ReportDraft): AsyncGenerator<ZippedFile> {
  for (const format of FILE_FORMATS) {
    const parts: Uint8Array[] = [];
    await writeDocument(draft.document, format, (chunk) => Promise.resolve(void parts.push(chunk)));
    yield { name: `Báo cáo.${format}`, bytes: Buffer.concat(parts) };
  }
}

const titleOf = ({ contest, field }: ReportData): string =>
  `Báo cáo ${field.kind === 'contest' ? '' : `${field.title} - `}${contest.title}`;

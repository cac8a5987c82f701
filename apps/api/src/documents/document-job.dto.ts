import { z } from 'zod';
import type { DocumentJob, DocumentKind } from '#documents';
import { isoInstant, type ErrorCode } from '#domain';
import { DOCUMENT_KINDS } from './document-kinds.js';

const whole = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });
const kinds = Object.keys(DOCUMENT_KINDS) as [DocumentKind, ...DocumentKind[]];
const kind = z.enum(kinds);

export const DocumentId = z.uuid();

const bodies = kinds.map((name) =>
  z.strictObject({
    id: DocumentId.meta({ description: 'Do người gửi đặt; gửi lại cùng mã là cùng một tệp' }),
    kind: z.literal(name),
    params: DOCUMENT_KINDS[name].params,
  }),
);
export const DocumentJobBody = z
  .discriminatedUnion('kind', bodies as [(typeof bodies)[number], ...typeof bodies])
  .meta({ id: 'DocumentJobBody' });
export type DocumentJobBody = z.infer<typeof DocumentJobBody>;

export const DocumentJobsQuery = z.strictObject({
  kind: kind.optional().meta({ description: 'Chỉ một loại; mặc định mọi loại mà người gọi được xem' }),
});
export type DocumentJobsQuery = z.infer<typeof DocumentJobsQuery>;

export const DocumentJobView = z
  .object({
    id: DocumentId,
    kind,
    params: z.record(z.string(), z.unknown()),
    state: z.enum(['asked', 'running', 'done', 'failed', 'cancelled']),
    askedAt: instant,
    askedByName: z.string().nullable(),
    isOwn: z.boolean().meta({ description: 'Do chính người gọi yêu cầu' }),
    done: whole,
    total: whole.meta({ description: '0 khi chưa biết' }),
    endedAt: instant.nullable(),
    expiresAt: instant.nullable().meta({ description: 'Tệp bị xóa vào lúc này' }),
    file: z.object({ name: z.string(), mime: z.string(), sizeBytes: whole }).nullable(),
    failure: z.object({ code: z.string(), title: z.string() }).nullable(),
  })
  .meta({ id: 'DocumentJobView' });
export type DocumentJobView = z.infer<typeof DocumentJobView>;

export const DocumentJobsView = z.object({ jobs: z.array(DocumentJobView) }).meta({ id: 'DocumentJobsView' });
export type DocumentJobsView = z.infer<typeof DocumentJobsView>;

/** @param titleOf the sentence of a refusal in the caller's language */
export function documentJobView(
  job: DocumentJob,
  callerId: string,
  titleOf: (code: ErrorCode | 'INTERNAL') => string,
): DocumentJobView {
  const { id, kind: of, params, state, done, total, file, failure } = job;
  const instantOf = (ms: number | null) => (ms === null ? null : isoInstant(ms));
  return {
    ...{ id, kind: of, params, state, done, total },
    askedAt: isoInstant(job.askedAt),
    askedByName: job.askedBy.name,
    isOwn: job.askedBy.id === callerId,
    endedAt: instantOf(job.endedAt),
    expiresAt: instantOf(job.expiresAt),
    file: file && { name: file.name, mime: file.mime, sizeBytes: file.size },
    failure: failure === null ? null : { code: failure, title: titleOf(failure as ErrorCode) },
  };
}

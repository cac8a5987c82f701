import { z } from 'zod';
import type { AnnouncedField, PublicationRow, PublishedResult, PublishedService } from '#awards';
import { isoInstant, LIMITS, personNumber } from '#domain';
import { linesSaid } from '../lines.js';
import { decidedField, decidedTold } from '../results/decided.dto.js';
import { pointsOf } from '../results/scope.dto.js';
import { appealFields, appealTold, FieldName, fieldTold, lotTold, lotView, Sha256Hex } from './settlement.dto.js';

const whole = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });

const fieldFields = {
  name: FieldName,
  kind: z.enum(['round', 'phase', 'contest']),
  title: z.string(),
  closesAt: instant,
};

export const OfficialFieldsView = z
  .object({
    contest: z.object({ slug: z.string(), title: z.string(), sample: z.boolean() }),
    fields: z.array(
      z.object({
        ...fieldFields,
        state: z.enum(['coming', 'awaited', 'published']),
        expectedBy: instant.nullable().meta({ description: 'Chậm nhất công bố lúc nào, theo thể lệ' }),
        lot: lotView.meta({ description: 'Hạt giống bốc thăm đã niêm phong, đã mở' }),
        publication: whole.nullable().meta({ description: 'Bản đang có hiệu lực' }),
      }),
    ),
  })
  .meta({ id: 'OfficialFieldsView' });
export type OfficialFieldsView = z.infer<typeof OfficialFieldsView>;

export const OfficialQuery = z.strictObject({
  publication: z.coerce
    .number()
    .int()
    .min(1)
    .max(32_767)
    .optional()
    .meta({ description: 'Bản thứ mấy; bỏ trống: bản đang có hiệu lực' }),
});
export type OfficialQuery = z.infer<typeof OfficialQuery>;

const decided = decidedField.meta({ description: 'Kém người ngay trên ở tiêu chí nào' });
const ahead = decidedField.meta({ description: 'Hơn người ngay dưới ở tiêu chí nào' });

export const OfficialResultView = z
  .object({
    contest: z.object({ slug: z.string(), title: z.string(), sample: z.boolean() }),
    field: z.object(fieldFields),
    publication: whole,
    isCurrent: z.boolean(),
    publishedAt: instant,
    reason: z.string().nullable().meta({ description: 'Vì sao thay bản trước' }),
    publications: z.array(
      z.object({ publication: whole, publishedAt: instant, reason: z.string().nullable(), hash: Sha256Hex }),
    ),
    hash: Sha256Hex.meta({ description: 'Của tệp kết quả' }),
    inputHash: Sha256Hex.meta({ description: 'Của tệp dữ liệu đã chốt' }),
    files: z.object({ rows: z.string(), winners: z.string(), verifier: z.string() }).meta({
      description: 'Đường dẫn tải dữ liệu đã chốt, tệp kết quả, chương trình kiểm tra',
    }),
    software: z.string(),
    frozenAt: instant,
    ruleRevision: whole,
    attempts: whole,
    persons: whole,
    truths: z
      .object({
        definition: z.string(),
        at: instant,
        values: z.array(z.object({ code: z.string().nullable(), audience: z.string().nullable(), value: whole })),
      })
      .nullable()
      .meta({ description: 'Số đúng của câu dự đoán, nghĩa và lúc tính' }),
    lot: lotView,
    draws: z.array(
      z.object({
        audience: z.string().nullable(),
        rank: whole,
        among: whole.meta({ description: 'Bao nhiêu người bằng nhau' }),
        lots: z.array(z.object({ name: z.string(), unitName: z.string(), lot: z.string() })),
      }),
    ),
    prizes: z.array(
      z.object({
        line: whole,
        title: z.string(),
        to: z.enum(['person', 'unit']),
        by: z.string(),
        audience: z.string().nullable(),
        audienceTitle: z.string().nullable(),
        block: z.string().nullable(),
        quota: whole,
        amountVnd: whole.nullable(),
        detail: z.string().nullable(),
        winners: z.array(
          z.object({
            place: whole,
            rank: whole.nullable(),
            name: z.string().nullable().meta({ description: 'null: đơn vị' }),
            unitName: z.string(),
            score: z.number().nullable(),
            durationMs: whole.nullable().meta({ description: 'null: đơn vị, hoặc thể lệ không xếp theo thời gian' }),
            distance: whole.nullable().meta({ description: 'Dự đoán lệch bao nhiêu, nếu thể lệ xếp theo đó' }),
            decided,
            ahead,
            isReplacement: z.boolean(),
            isOwn: z.boolean(),
          }),
        ),
        notGiven: z.array(z.object({ count: whole, reason: z.string() })),
      }),
    ),
    decision: z
      .object({ number: z.string(), date: z.string(), signer: z.string() })
      .nullable()
      .meta({ description: 'Quyết định trên giấy, khi văn thư đã cấp số' }),
    appeals: z.object({ until: instant, isOpen: z.boolean() }).nullable(),
  })
  .meta({ id: 'OfficialResultView' });
export type OfficialResultView = z.infer<typeof OfficialResultView>;

export const OwnResultView = z
  .object({
    publication: whole,
    tookPart: z.boolean(),
    person: z.string().nullable().meta({ description: 'Mã của tôi trong tệp công bố' }),
    places: z.array(
      z.object({
        audience: z.string().nullable(),
        rank: whole,
        score: z.number(),
        durationMs: whole.nullable(),
        distance: whole.nullable(),
        decided,
      }),
    ),
    prizes: z.array(
      z.object({ line: whole, title: z.string(), amountVnd: whole.nullable(), isReplacement: z.boolean() }),
    ),
    appeals: z.array(z.object(appealFields)),
    mayAppeal: z.boolean(),
  })
  .meta({ id: 'OwnResultView' });
export type OwnResultView = z.infer<typeof OwnResultView>;

export const AppealBody = z
  .strictObject({
    id: z.uuid().meta({ description: 'Do người gửi đặt; gửi lại cùng mã là cùng một khiếu nại' }),
    text: linesSaid(LIMITS.appealTextLengthMax).meta({ description: 'Khiếu nại về kết quả của chính mình' }),
  })
  .meta({ id: 'AppealBody' });
export type AppealBody = z.infer<typeof AppealBody>;

export const WinnerFileView = z
  .object({
    contest: z.object({ slug: z.string(), title: z.string() }),
    field: z.object({ name: FieldName, title: z.string() }),
    of: z.enum(['winners', 'rows']).meta({ description: 'Mã băm của tệp kết quả hay của tệp dữ liệu đã chốt' }),
    publication: whole,
    isCurrent: z.boolean(),
    publishedAt: instant,
    hash: Sha256Hex,
    inputHash: Sha256Hex,
    files: z.object({ rows: z.string(), winners: z.string(), verifier: z.string() }),
  })
  .meta({ id: 'WinnerFileView' });
export type WinnerFileView = z.infer<typeof WinnerFileView>;

const filesOf = (hash: string) => ({
  rows: `/api/winner-files/${hash}/rows`,
  winners: `/api/winner-files/${hash}/winners`,
  verifier: '/api/result-verifier',
});

const msOf = (value: number | null): string | null => (value === null ? null : isoInstant(Math.round(value)));
const told = ({ slug, title, sample }: PublishedResult['contest']) => ({ slug, title, sample });

export const officialFieldView = ({ field, state, expectedBy, lot, publications }: AnnouncedField) => ({
  ...{ ...fieldTold(field), state, expectedBy: msOf(expectedBy), lot: lotTold(lot) },
  publication: publications[0]?.number ?? null,
});

const publicationOf = ({ number, published_ms: ms, reason, hash }: PublicationRow) => ({
  ...{ publication: number, publishedAt: isoInstant(Math.round(ms)), reason, hash },
});

export function officialResultView(result: PublishedResult): OfficialResultView {
  const { contest, field, publication, publications, summary, lot, prizes, draws } = result;
  const { decision_number: number, decision_date: date, decision_signer: signer } = publication;
  const { appeals_until_ms: until } = publication;
  const isCurrent = publications[0]!.number === publication.number;
  return {
    ...{ contest: told(contest), field: fieldTold(field), ...publicationOf(publication), isCurrent },
    ...{ publications: publications.map(publicationOf), inputHash: publication.input_hash },
    files: filesOf(publication.hash),
    ...{ software: summary.software, frozenAt: isoInstant(summary.frozenAt), ruleRevision: summary.ruleRevision },
    ...{ attempts: summary.attempts, persons: summary.persons, lot: lotTold(lot), draws },
    truths: summary.truths && { ...summary.truths, at: isoInstant(summary.truths.at) },
    prizes: prizes.map(({ line, prize, winners, notGiven }) => ({
      ...{ line, title: prize.title, to: prize.to, by: prize.by, audience: prize.audience, block: prize.block },
      ...{ quota: prize.quota, amountVnd: prize.amountVnd, detail: prize.detail, notGiven },
      audienceTitle: contest.audiences.find(({ code }) => code === prize.audience)?.title ?? null,
      winners: winners.map((winner) => ({
        ...{ ...winner, score: pointsOf(winner.score) },
        ...{ decided: decidedTold(winner.decided), ahead: decidedTold(winner.ahead) },
      })),
    })),
    decision: number !== null && date !== null && signer !== null ? { number, date, signer } : null,
    appeals: until === null ? null : { until: msOf(until)!, isOpen: isCurrent && until > contest.now },
  };
}

export function ownResultView(
  result: Awaited<ReturnType<PublishedService['own']>>,
  appeals: Parameters<typeof appealTold>[0][],
): OwnResultView {
  const { contest, field, publication, own, lines, awards } = result;
  const { appeals_until_ms: until, number } = publication;
  const mine = appeals.map(appealTold).filter((one) => one.field === field.name);
  const tookPart = own?.tookPart ?? false;
  const list = contest.deciding?.prizes.list ?? [];
  return {
    ...{ publication: number, tookPart, appeals: mine },
    person: own === null || own.number === null ? null : personNumber(own.number),
    places: lines.map(({ board, rank, line }) => ({
      ...{ audience: board === '' ? null : board, rank, distance: line.distance, decided: decidedTold(line.decided) },
      ...{ score: pointsOf(line.score), durationMs: line.durationMs ?? null },
    })),
    prizes: awards.map(({ line, moved_up: movedUp }) => ({
      ...{ line, title: list[line]?.title ?? '', amountVnd: list[line]?.amountVnd ?? null, isReplacement: movedUp > 0 },
    })),
    mayAppeal: tookPart && until !== null && until > contest.now && !mine.some((one) => one.publication === number),
  };
}

export function winnerFileView(hash: string, one: Awaited<ReturnType<PublishedService['find']>>): WinnerFileView {
  const { found, field, isCurrent } = one;
  return {
    contest: { slug: found.slug, title: found.title },
    field: { name: field.name, title: field.title },
    of: found.hash === hash ? 'winners' : 'rows',
    ...{ publication: found.number, isCurrent, publishedAt: isoInstant(Math.round(found.published_ms)) },
    ...{ hash: found.hash, inputHash: found.input_hash, files: filesOf(found.hash) },
  };
}

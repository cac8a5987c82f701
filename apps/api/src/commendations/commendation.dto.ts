import { z } from 'zod';
import type { Candidate, Proposal, ProposalDetail, ProposedLine } from '#awards';
import { COMMENDATION_FORMS, LIMITS, normalizeText, proposedReason } from '#domain';
import { words } from '../attempts/key-correction.dto.js';
import { FieldName } from '../awards/settlement.dto.js';

const whole = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });
export const CommendationId = z.uuid();

/** A short line that must not be empty; typed with decomposed accents it is up to three times as long. */
const line = z
  .string()
  .max(3 * LIMITS.pageLineLengthMax)
  .transform((text, context) => {
    try {
      return normalizeText(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'Trong chữ có ký tự ẩn. Hãy gõ lại thay vì dán.' });
      return z.NEVER;
    }
  })
  .pipe(z.string().min(1).max(LIMITS.pageLineLengthMax));

const version = whole.meta({ description: 'Bản mà người gửi đang xem' });

const wish = {
  form: z
    .enum(COMMENDATION_FORMS)
    .meta({ description: 'merit: bằng khen; commendation: giấy khen; other: hình thức khác' }),
  formWords: line
    .nullable()
    .default(null)
    .meta({ description: 'Tên hình thức khác, như “Thư khen”; chỉ khi form=other' }),
  authority: line.meta({ description: 'Người có thẩm quyền quyết định, như “Chủ tịch Ủy ban nhân dân tỉnh”' }),
};
const namesItsForm = (body: { form: string; formWords: string | null }) =>
  (body.form === 'other') === (body.formWords !== null);
const UNNAMED = { path: ['formWords'], message: 'Hình thức khác cần tên, và chỉ hình thức khác mới có.' };

export const MakeCommendationBody = z
  .strictObject({
    id: CommendationId.meta({ description: 'Do người gửi đặt; gửi lại cùng mã là cùng một danh sách' }),
    ...wish,
  })
  .refine(namesItsForm, UNNAMED)
  .meta({ id: 'MakeCommendationBody' });
export type MakeCommendationBody = z.infer<typeof MakeCommendationBody>;

export const ChangeCommendationBody = z
  .strictObject({ version, ...wish })
  .refine(namesItsForm, UNNAMED)
  .meta({ id: 'ChangeCommendationBody' });
export type ChangeCommendationBody = z.infer<typeof ChangeCommendationBody>;

export const CandidatesQuery = z.strictObject({ field: FieldName.default('tat-ca') });
export type CandidatesQuery = z.infer<typeof CandidatesQuery>;

export const AddLinesBody = z
  .strictObject({
    field: FieldName,
    participantIds: z.array(z.uuid()).max(LIMITS.commendationLinesMax).default([]),
    contestUnitIds: z.array(z.int().min(1).max(2_147_483_647)).max(LIMITS.commendationLinesMax).default([]),
  })
  .refine((body) => body.participantIds.length + body.contestUnitIds.length > 0, { path: ['participantIds'] })
  .meta({ id: 'AddCommendationLinesBody' });
export type AddLinesBody = z.infer<typeof AddLinesBody>;

export const WordLineBody = z
  .strictObject({
    version,
    post: line.nullable().meta({ description: 'Chức vụ; null: không ghi' }),
    reason: words.nullable().meta({ description: 'Thành tích; null: theo số liệu đã giữ' }),
  })
  .meta({ id: 'WordCommendationLineBody' });
export type WordLineBody = z.infer<typeof WordLineBody>;

export const OrderLinesBody = z
  .strictObject({ version, lines: z.array(z.uuid()).max(LIMITS.commendationLinesMax) })
  .meta({ id: 'OrderCommendationLinesBody', description: 'Mọi dòng của danh sách, theo thứ tự mới' });
export type OrderLinesBody = z.infer<typeof OrderLinesBody>;

export const DecideCommendationBody = z
  .strictObject({
    version,
    number: line,
    date: z.iso.date(),
    signer: line,
    reason: words.nullable().default(null).meta({ description: 'Lý do sửa; bắt buộc khi quyết định đã được ghi' }),
  })
  .meta({ id: 'DecideCommendationBody', description: 'Số, ngày, người ký quyết định do văn thư cấp' });
export type DecideCommendationBody = z.infer<typeof DecideCommendationBody>;

const decision = z.object({
  number: z.string(),
  date: z.string().meta({ format: 'date' }),
  signer: z.string(),
  reason: z.string().nullable().meta({ description: 'Vì sao sửa dòng trước' }),
  recordedAt: instant,
  recordedBy: z.string().nullable(),
});

const proposalFields = {
  id: z.string(),
  form: z.enum(COMMENDATION_FORMS),
  formWords: z.string().nullable(),
  authority: z.string(),
  version: whole,
  madeAt: instant,
  madeBy: z.string().nullable(),
  persons: whole,
  units: whole,
  decisions: z
    .array(decision)
    .meta({ description: 'Dòng đầu có giá trị, các dòng sau đã được sửa; rỗng khi chưa có quyết định' }),
};

export const CommendationsView = z
  .object({ proposals: z.array(z.object(proposalFields)), mayRun: z.boolean() })
  .meta({ id: 'CommendationsView' });
export type CommendationsView = z.infer<typeof CommendationsView>;

const lineView = z.object({
  id: z.string(),
  kind: z.enum(['person', 'unit']),
  participantId: z.string().nullable(),
  contestUnitId: whole,
  name: z.string(),
  unitName: z.string().nullable(),
  post: z.string().nullable(),
  reason: z.string(),
  isOwnReason: z.boolean().meta({ description: 'Lời của ban tổ chức, không phải câu theo số liệu' }),
  untrue: z.array(z.string()).meta({ description: 'Điều không còn đúng so với kết quả hiện hành; rỗng khi còn đúng' }),
  addedAt: instant,
  addedBy: z.string().nullable(),
  removedAt: instant.nullable(),
  removedBy: z.string().nullable(),
});

export const CommendationView = z
  .object({
    ...proposalFields,
    mayRun: z.boolean(),
    lines: z.array(lineView),
    removed: z.array(lineView).meta({ description: 'Đã bỏ khỏi danh sách, đưa lại được' }),
    sources: z.array(
      z.object({
        field: FieldName,
        title: z.string(),
        from: z.array(whole).meta({ description: 'Các giải lấy từ những bản công bố thứ mấy' }),
        current: whole.meta({ description: 'Bản công bố hiện hành' }),
        decisionNumber: z
          .string()
          .nullable()
          .meta({ description: 'Quyết định công nhận kết quả, khi văn thư đã cấp số' }),
      }),
    ),
  })
  .meta({ id: 'CommendationView' });
export type CommendationView = z.infer<typeof CommendationView>;

export const CommendationCandidatesView = z
  .object({
    fields: z.array(z.object({ name: FieldName, title: z.string(), isWhole: z.boolean() })),
    field: FieldName,
    isPublished: z.boolean().meta({ description: 'Cuộc thi đã công bố kết quả của phần nào đó' }),
    persons: z.array(
      z.object({ participantId: z.string(), fullName: z.string(), unitName: z.string(), reason: z.string() }),
    ),
    units: z.array(
      z.object({
        contestUnitId: whole,
        name: z.string(),
        group: z.string().nullable().meta({ description: 'Khối' }),
        rank: whole.nullable(),
        among: whole,
        persons: whole,
        attempts: whole,
        headcount: whole.nullable(),
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: 'CommendationCandidatesView' });
export type CommendationCandidatesView = z.infer<typeof CommendationCandidatesView>;

export const LinesAddedView = z.object({ added: whole }).meta({ id: 'CommendationLinesAddedView' });
export type LinesAddedView = z.infer<typeof LinesAddedView>;
export const CommendationDoneView = z.object({ id: z.string() }).meta({ id: 'CommendationDoneView' });
export type CommendationDoneView = z.infer<typeof CommendationDoneView>;

export const proposalTold = (row: Proposal) => ({
  ...{ id: row.id, form: row.form, formWords: row.form_words, authority: row.authority, version: row.version },
  ...{ madeAt: row.made_at.toISOString(), madeBy: row.made_by_name, persons: row.persons, units: row.units },
  decisions: row.decisions.map(({ number, date, signer, reason, recorded_at: at, recorded_by_name: by }) => ({
    ...{ number, date, signer, reason },
    ...{ recordedAt: at.toISOString(), recordedBy: by },
  })),
});

const lineTold = (one: ProposedLine): z.infer<typeof lineView> => ({
  ...{ id: one.id, kind: one.participant_id === null ? 'unit' : 'person', participantId: one.participant_id },
  ...{ contestUnitId: one.contest_unit_id, name: one.full_name ?? one.unit_name, post: one.post },
  unitName: one.participant_id === null ? null : one.unit_name,
  ...{ reason: one.printedReason, isOwnReason: one.reason !== null, untrue: one.untrue },
  ...{ addedAt: one.added_at.toISOString(), addedBy: one.added_by_name },
  ...{ removedAt: one.removed_at?.toISOString() ?? null, removedBy: one.removed_by_name },
});

export const commendationView = (
  { proposal, lines, removed, sources }: ProposalDetail,
  mayRun: boolean,
): CommendationView => ({
  ...{ ...proposalTold(proposal), mayRun, lines: lines.map(lineTold), removed: removed.map(lineTold) },
  sources: sources.map(({ field, publication, from }) => ({
    ...{ field: field.name, title: field.title, from, current: publication.number },
    decisionNumber: publication.decision_number,
  })),
});

export function candidateTold(one: Candidate): CommendationCandidatesView['persons'][number] {
  const { participantId, fullName, unitName, facts } = one;
  return { participantId: participantId!, fullName: fullName!, unitName, reason: proposedReason(facts) };
}

export function unitCandidateTold(one: Candidate): CommendationCandidatesView['units'][number] {
  const { contestUnitId, unitName: name, facts } = one;
  return { contestUnitId, name, ...facts.standing!.figures, reason: proposedReason(facts) };
}

import { z } from 'zod';
import { INCIDENT_CAUSES, INCIDENT_KINDS, LIMITS } from '#domain';
import { ContestSlug } from '../contests/contest.dto.js';
import { lines } from '../lines.js';

const id = z.int().min(1).max(2_147_483_647);
const count = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });
const kind = z.enum(INCIDENT_KINDS);
const cause = z.enum(INCIDENT_CAUSES);
const STATES = ['open', 'in_hand', 'closed'] as const;
/** Paths of our pages are short, and hold neither names nor numbers of people. */
const PAGE_LENGTH_MAX = 200;
const ANSWER_TITLE_LENGTH_MAX = 80;

const words = lines(LIMITS.incidentTextLengthMax).refine((text) => text !== '', 'Hãy viết vài chữ.');

export const IncidentBody = z
  .strictObject({
    id: z.uuidv4().meta({ description: 'Do máy của người gửi tạo ngẫu nhiên; gửi lại thì giữ nguyên' }),
    contestSlug: ContestSlug.nullish(),
    kind,
    text: words,
    contact: lines(LIMITS.incidentContactLengthMax).nullish().meta({ description: 'Liên lạc ở đâu, nếu muốn' }),
    page: z
      .string()
      .max(PAGE_LENGTH_MAX)
      .regex(/^\/[^?#\s]*$/)
      .nullish()
      .meta({ description: 'Đường dẫn của trang gặp sự cố' }),
    errorCode: z
      .string()
      .max(80)
      .regex(/^[\w-]+$/)
      .nullish()
      .meta({ description: 'Mã lỗi trang đó hiện ra' }),
    noticedAt: z.iso.datetime().nullish(),
    attemptId: z.string().max(60).nullish().meta({ description: 'Lượt thi của chính người gửi' }),
  })
  .meta({ id: 'IncidentBody' });
export type IncidentBody = z.infer<typeof IncidentBody>;

export const IncidentReceivedView = z
  .object({ code: z.string().meta({ examples: ['K7QM-2D0X'], description: 'Để đọc qua điện thoại' }) })
  .meta({ id: 'IncidentReceivedView' });
export type IncidentReceivedView = z.infer<typeof IncidentReceivedView>;

const report = {
  code: z.string(),
  kind,
  text: z.string(),
  contact: z.string().nullable(),
  reportedAt: instant,
  state: z.enum(STATES),
  answer: z.string().nullable(),
  closedAt: instant.nullable(),
};

export const OwnIncidentView = z.object({ ...report, contestSlug: z.string().nullable() });
export const OwnIncidentsView = z.object({ incidents: z.array(OwnIncidentView) }).meta({ id: 'OwnIncidentsView' });
export type OwnIncidentsView = z.infer<typeof OwnIncidentsView>;

export const IncidentsQuery = z.strictObject({
  q: z.string().trim().max(100).default('').meta({ description: 'Mã báo sự cố, mã lỗi, hoặc vài chữ' }),
  state: z.enum(STATES).optional(),
  kind: kind.optional(),
  mine: z.enum(['true', 'false']).default('false').meta({ description: 'Chỉ những việc mình đã nhận' }),
  after: z.coerce.number().pipe(id).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type IncidentsQuery = z.infer<typeof IncidentsQuery>;

/** The number of a report as it stands in addresses. */
export const IncidentNumber = z.coerce.number().pipe(id);

export const IncidentsView = z
  .object({
    counts: z.object({ open: count, in_hand: count, closed: count }),
    incidents: z.array(
      z
        .object({
          id,
          ...report,
          isOfContest: z.boolean(),
          page: z.string().nullable(),
          errorCode: z.string().nullable(),
          browser: z.string().nullable(),
          noticedAt: instant.nullable(),
          participantId: z.uuid().nullable(),
          attemptId: z.uuid().nullable(),
          isSignedIn: z.boolean(),
          assignedTo: z.object({ name: z.string().nullable(), isMe: z.boolean() }).nullable(),
          cause: cause.nullable(),
        })
        .meta({ id: 'IncidentView' }),
    ),
    next: id.nullable(),
  })
  .meta({ id: 'IncidentsView' });
export type IncidentsView = z.infer<typeof IncidentsView>;

export const IncidentFiguresView = z
  .object({
    hours: z
      .array(z.object({ hour: instant, kind, reports: count }))
      .meta({ description: 'Theo giờ và loại, trong 24 giờ qua' }),
    causes: z.array(z.object({ cause, reports: count })),
  })
  .meta({ id: 'IncidentFiguresView' });
export type IncidentFiguresView = z.infer<typeof IncidentFiguresView>;

export const IncidentClosingBody = z
  .strictObject({
    cause,
    answer: lines(LIMITS.incidentTextLengthMax)
      .nullish()
      .meta({ description: 'Người báo đọc được trên trang của mình nếu đã đăng nhập khi báo' }),
  })
  .meta({ id: 'IncidentClosingBody' });
export type IncidentClosingBody = z.infer<typeof IncidentClosingBody>;

export const IncidentDoneView = z.object({ done: z.literal(true) }).meta({ id: 'IncidentDoneView' });
export type IncidentDoneView = z.infer<typeof IncidentDoneView>;

export const IncidentAnswersView = z
  .object({ answers: z.array(z.object({ title: z.string(), text: z.string() })) })
  .meta({ id: 'IncidentAnswersView' });
export type IncidentAnswersView = z.infer<typeof IncidentAnswersView>;

export const IncidentAnswersBody = z
  .strictObject({
    answers: z
      .array(
        z.strictObject({
          title: lines(ANSWER_TITLE_LENGTH_MAX).refine((text) => text !== '', 'Hãy đặt tên câu trả lời.'),
          text: words,
        }),
      )
      .max(LIMITS.incidentAnswersMax),
  })
  .meta({ id: 'IncidentAnswersBody' });
export type IncidentAnswersBody = z.infer<typeof IncidentAnswersBody>;

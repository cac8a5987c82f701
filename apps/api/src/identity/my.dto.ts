import { z } from 'zod';
import { CONSENT_PURPOSES } from '#identity';
import { OwnIncidentView } from '../feedback/incident.dto.js';
import { OwnIdentityRequest } from './identity-paper.dto.js';
import { RolesView } from './identity.dto.js';

const whole = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });

const PAGE_MAX = 50;

export const MyAttemptsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(20),
  after: z.string().max(60).optional().meta({ description: 'Lấy tiếp sau lượt thi này (next của trang trước)' }),
});
export type MyAttemptsQuery = z.infer<typeof MyAttemptsQuery>;

const MyAttemptView = z
  .object({
    attemptId: z.string(),
    contestSlug: z.string(),
    contestTitle: z.string(),
    roundId: z.string(),
    roundTitle: z.string(),
    attemptNo: whole,
    state: z.enum(['in_progress', 'submitted', 'graded']),
    closedBy: z.enum(['participant', 'deadline', 'round_end', 'organizer']).nullable(),
    startedAt: instant,
    deadlineAt: instant,
    submittedAt: instant.nullable(),
    elapsedMs: whole.nullable(),
    receiptNumber: z.string().nullable(),
    prediction: whole.nullable(),
    predictionsBefore: z
      .array(z.object({ prediction: whole.nullable(), until: instant }))
      .meta({ description: 'Các số đã dự đoán trước khi sửa, mỗi số đến lúc nào' }),
    predictionChange: z
      .object({ until: instant, min: whole, max: whole })
      .nullable()
      .meta({ description: 'Số dự đoán còn sửa được đến lúc nào, trong khoảng nào; null: không sửa được' }),
    voided: z.boolean(),
    abandoned: z.boolean().meta({ description: 'Bỏ dở, theo thể lệ không tính' }),
    score: z.int().nullable().meta({ description: 'Điểm × 1000; null khi chưa chấm hoặc chưa công bố' }),
    maxScore: whole.nullable(),
    scoreReleasedAt: instant.nullable().meta({ description: 'Lúc công bố điểm, nếu chưa công bố' }),
  })
  .meta({ id: 'MyAttemptView' });

export const MyAttemptsView = z
  .object({ attempts: z.array(MyAttemptView), next: z.string().nullable() })
  .meta({ id: 'MyAttemptsView' });

const name = { fullName: z.string(), birthDate: z.string().nullable() };

export const MyDataView = z
  .object({
    takenAt: instant,
    account: z.object({
      accountId: z.uuid(),
      phone: z.string().nullable().meta({ description: 'Ghi đủ' }),
      ...name,
      sample: z.boolean(),
      roles: RolesView,
      createdAt: instant,
    }),
    participations: z.array(
      z.object({
        contestSlug: z.string(),
        contestTitle: z.string(),
        unitName: z.string(),
        audienceTitle: z.string(),
        ...name,
        guardianName: z.string().nullable(),
        joinedAt: instant,
      }),
    ),
    attempts: z.array(
      MyAttemptView.extend({
        answers: z
          .array(z.object({ position: z.int(), stem: z.string(), chosen: z.array(z.string()) }))
          .nullable()
          .meta({ description: 'Câu trả lời của tôi; null khi đang làm hoặc thể lệ chưa cho xem' }),
      }).meta({ id: 'MyAttemptDataView' }),
    ),
    consents: z.array(
      z.object({
        contestSlug: z.string(),
        purpose: z.enum(CONSENT_PURPOSES),
        version: z.int(),
        text: z.string(),
        givenAt: instant,
        withdrawnAt: instant.nullable(),
      }),
    ),
    unitCorrections: z
      .array(
        z.object({
          contestSlug: z.string(),
          fromUnitName: z.string(),
          toUnitName: z.string(),
          reason: z.string().nullable(),
          state: z.enum(['open', 'approved', 'refused']),
          note: z.string().nullable(),
          askedAt: instant,
          decidedAt: instant.nullable(),
        }),
      )
      .meta({ description: 'Các yêu cầu chuyển đơn vị' }),
    deskNotes: z
      .array(z.object({ contestSlug: z.string(), text: z.string(), notedAt: instant }))
      .meta({ description: 'Ghi chú của bàn hỗ trợ về các cuộc gọi của tôi' }),
    identityRequests: z
      .array(OwnIdentityRequest)
      .meta({ description: 'Số định danh đã cung cấp để nhận giải, chỉ bốn chữ số cuối' }),
    sessions: z.array(
      z.object({
        startedAt: instant,
        expiresAt: instant,
        endedAt: instant.nullable(),
        device: z.string().nullable().meta({ description: 'Loại trình duyệt và máy' }),
      }),
    ),
    feedback: z
      .array(
        z.object({
          contestSlug: z.string(),
          unitName: z.string().nullable(),
          topic: z.string().nullable(),
          text: z.string().nullable(),
          satisfaction: z.int().nullable(),
          givenAt: instant,
        }),
      )
      .meta({ description: 'Góp ý có ghi tên; góp ý không ghi tên không còn gắn với ai' }),
    incidents: z.array(OwnIncidentView).meta({ description: 'Những sự cố tôi đã báo khi đang đăng nhập' }),
  })
  .meta({ id: 'MyDataView' });
export type MyDataView = z.infer<typeof MyDataView>;

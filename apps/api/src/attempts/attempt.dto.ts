import { z } from 'zod';
import { LIMITS } from '#domain';

const whole = z.int().nonnegative();
const uuid = z.uuid();

/** Where a client says which round: contest number and round number. */
export const RoundAddress = z.string().regex(/^[1-9]\d{0,8}-[1-9]\d{0,3}$/);

export const ChangeBody = z
  .strictObject({
    position: z.int().min(1).max(LIMITS.itemsPerPaperMax).meta({ description: 'Câu số, từ 1' }),
    options: z
      .array(z.int().min(1).max(LIMITS.optionsPerItemMax))
      .max(LIMITS.optionsPerItemMax)
      .meta({ description: 'Số thứ tự các phương án đã chọn như hiện trên màn hình, từ 1; [] là bỏ chọn' }),
  })
  .meta({ id: 'ChangeBody' });

const save = {
  writer: uuid.meta({ description: 'Thiết bị đang giữ lượt thi, do start hoặc resume cấp' }),
  seq: z.int().min(1).max(2_000_000_000).meta({ description: 'Tăng dần theo từng lần lưu; gửi lại thì giữ nguyên' }),
  changes: z.array(ChangeBody).max(LIMITS.changesPerSaveMax),
  waitedMs: z
    .int()
    .min(1)
    .max(2_000_000_000)
    .optional()
    .meta({ description: 'Đã chờ trên máy bao lâu vì mất kết nối; để bàn hỗ trợ trả lời khi có người hỏi' }),
};

export const SaveBody = z.strictObject(save).meta({ id: 'SaveBody' });
export type SaveBody = z.infer<typeof SaveBody>;

export const SubmitBody = z
  .strictObject({
    ...save,
    prediction: z.int().min(0).max(LIMITS.predictionMax).nullish().meta({ description: 'Số dự đoán, nếu đợt thi hỏi' }),
  })
  .meta({ id: 'SubmitBody' });
export type SubmitBody = z.infer<typeof SubmitBody>;

export const PredictionBody = z
  .strictObject({ prediction: z.int().min(0).max(LIMITS.predictionMax) })
  .meta({ id: 'PredictionBody' });
export type PredictionBody = z.infer<typeof PredictionBody>;

export const ReceiptView = z
  .object({
    attemptId: z.string(),
    writer: z.string(),
    seq: whole,
    receivedAt: z.string(),
    answersHash: z.string(),
    answered: whole,
    mac: z.string(),
    number: z.string().nullable(),
    deadlineAt: z
      .string()
      .nullable()
      .meta({ description: 'Hạn nộp lúc này; null khi đã nộp hoặc cuộc thi đang tạm dừng' }),
  })
  .meta({ id: 'ReceiptView' });

const PictureView = z.object({
  url: z.string(),
  alt: z.string().meta({ description: 'Lời tả ảnh cho người không nhìn thấy' }),
});

const audio = z.string().nullable().meta({ description: 'Địa chỉ tệp đọc câu hỏi thành tiếng' });

const WordingView = z.object({
  language: z.string().meta({ description: 'Mã BCP 47', examples: ['tai'] }),
  languageTitle: z.string().meta({ examples: ['Tiếng Thái'] }),
  stem: z.string(),
  options: z.array(z.string()).meta({ description: 'Theo thứ tự phương án như hiện trên màn hình' }),
  audio,
});

export const QuestionView = z
  .object({
    position: whole,
    kind: z.enum(['single', 'multiple', 'true_false']),
    stem: z.string(),
    options: z.array(z.string()),
    editorMark: z
      .string()
      .nullable()
      .meta({ description: 'Lời ghi của người biên tập hiện cạnh câu hỏi', examples: ['chờ đối chiếu văn bản gốc'] }),
    pictures: z.array(PictureView),
    audio,
    wordings: z.array(WordingView),
  })
  .meta({ id: 'QuestionView' });

/** What stands over an attempt or a result. */
const home = {
  contest: z.object({ slug: z.string(), title: z.string(), hotline: z.string().nullable() }),
  round: z.object({ number: whole, title: z.string() }),
};

const state = z.enum(['in_progress', 'submitted', 'graded']);

export const AttemptView = z
  .object({
    attemptId: z.string(),
    roundId: z.string(),
    ...home,
    attemptNo: whole,
    state,
    startedAt: z.string(),
    deadlineAt: z.string(),
    graceMs: whole,
    extraTimePercent: whole.meta({ description: 'Phần trăm thời gian làm bài được cộng thêm, thường là 0' }),
    pause: z.object({ since: z.string(), note: z.string() }).nullable().meta({
      description: 'Cuộc thi đang tạm dừng: từ lúc nào, lời báo cho mọi người; thời gian còn lại đứng từ lúc ấy',
    }),
    now: z.string(),
    writer: z.string().nullable(),
    seq: whole,
    token: z.string().nullable(),
    prediction: z
      .object({ subject: z.string(), min: whole, max: whole, asked: z.enum(['before', 'after']) })
      .nullable()
      .meta({ description: 'Câu dự đoán, và đứng trước hay sau các câu hỏi' }),
    questions: z.array(QuestionView),
    answers: z.array(z.array(whole)),
  })
  .meta({ id: 'AttemptView' });

export const ResultView = z
  .object({
    attemptId: z.string(),
    roundId: z.string(),
    ...home,
    attemptNo: whole,
    state,
    closedBy: z.enum(['participant', 'deadline', 'round_end', 'organizer']).nullable(),
    submittedAt: z.string().nullable(),
    elapsedMs: whole.nullable(),
    lateMs: whole.nullable(),
    receiptNumber: z.string().nullable(),
    prediction: whole.nullable(),
    predictionUntil: z
      .string()
      .nullable()
      .meta({ description: 'Số dự đoán còn sửa được đến lúc nào; null: không sửa được' }),
    voided: z.boolean(),
    voidReason: z.string().nullable(),
    abandoned: z.boolean().meta({ description: 'Bỏ dở, theo thể lệ không tính' }),
    score: z.int().nullable(),
    maxScore: whole.nullable(),
    fullMarks: z.boolean().nullable(),
    scoreReleasedAt: z.string().nullable(),
    regrades: z
      .array(
        z.object({
          position: whole,
          rule: z.enum(['regrade', 'annul', 'give_all']),
          note: z.string(),
          scoreBefore: z.int().nullable(),
          scoreAfter: z.int().nullable(),
        }),
      )
      .meta({ description: 'Các câu đã được chấm lại vì đáp án có sai sót; điểm chỉ khi đã công bố' }),
  })
  .meta({ id: 'ResultView' });

const release = z.object({
  released: z.boolean(),
  at: z.string().nullable().meta({ description: 'Sẽ công bố lúc nào; null khi đã công bố hoặc không bao giờ' }),
});

const numbers = z.array(whole).nullable();
const { position, kind, stem, options, editorMark, pictures } = QuestionView.shape;

export const ReviewView = z
  .object({
    attemptId: z.string(),
    ownAnswers: release,
    key: release,
    explanations: release,
    rightAnswers: z
      .object({ count: whole, of: whole })
      .nullable()
      .meta({ description: 'Số câu đúng; null khi chưa công bố điểm' }),
    questions: z.array(
      z.object({
        ...{ position, kind, stem, options, editorMark, pictures },
        chosen: numbers.meta({
          description: 'Số thứ tự phương án đã chọn như hiện trên màn hình; null khi chưa công bố',
        }),
        correct: numbers.meta({ description: 'Số thứ tự phương án đúng; null khi chưa công bố' }),
        mark: z.int().nullable().meta({ description: 'Điểm câu, 1/1000 điểm; công bố cùng đáp án' }),
        maxMark: whole.nullable(),
        rule: z.enum(['normal', 'annulled', 'all_credit']).nullable(),
        explanation: z.string().nullable(),
        source: z
          .object({ document: z.string(), article: z.string().nullable(), date: z.string().nullable() })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'ReviewView' });

export const ResultQuery = z.strictObject({
  wait: z
    .string()
    .regex(/^([0-9]|10)s$/)
    .optional()
    .meta({ description: 'Chờ đến khi chấm xong, tối đa 10s, ví dụ 2s' }),
});
export type ResultQuery = z.infer<typeof ResultQuery>;

export const VerifyReceiptBody = z
  .strictObject({ number: z.string().min(1).max(40).meta({ description: 'Mã biên nhận 12 ký tự' }) })
  .meta({ id: 'VerifyReceiptBody' });
export type VerifyReceiptBody = z.infer<typeof VerifyReceiptBody>;

export const KnownReceiptView = z
  .object({
    known: z.boolean(),
    attemptId: z.string(),
    submittedAt: z.string().nullable(),
    answered: whole,
    state,
    voided: z.boolean(),
  })
  .meta({ id: 'KnownReceiptView' });

import { z } from 'zod';
import { normalizeText, UNIT_KINDS } from '#domain';
import { BrandingView } from './branding.dto.js';
import { FiguresView } from '../results/figures.dto.js';

const whole = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });
const state = z.enum(['coming', 'running', 'finished']);
const limit = whole.nullable();
const text = z.string().nullable();

/** The name of a contest in addresses. */
export const ContestSlug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(80);

export const ContestView = z
  .object({
    id: whole.meta({ description: 'Số cuộc thi, có trong tên phòng của socket' }),
    slug: z.string(),
    title: z.string(),
    state,
    opensAt: instant,
    closesAt: instant,
    sample: z.boolean().meta({ description: 'Dữ liệu mẫu' }),
    rounds: whole,
    openRound: z.object({ id: z.string(), title: z.string(), closesAt: instant }).nullable(),
    figures: FiguresView,
  })
  .meta({ id: 'ContestView' });

export const ContestListView = z.object({ contests: z.array(ContestView) }).meta({ id: 'ContestListView' });

const moment = z.enum(['at_submit', 'round_end', 'contest_end', 'never']);

export const RoundView = z
  .object({
    id: z.string().meta({ description: 'Số cuộc thi - số đợt' }),
    number: whole,
    title: z.string(),
    phase: z.string().nullable(),
    state,
    opensAt: instant,
    closesAt: instant,
    note: z.string().nullable(),
    questions: whole,
    blueprint: z.array(
      z.object({
        topic: z.string().nullable(),
        topicTitle: z.string().nullable(),
        level: whole.nullable(),
        count: whole,
      }),
    ),
    durationMs: limit,
    graceMs: whole,
    atRoundEnd: z.enum(['cut', 'full_time']),
    scoring: z.object({
      pointsMilli: whole,
      pointsMilliByTopic: z.record(z.string(), whole),
      multiple: z.enum(['all_or_nothing', 'partial', 'penalty']),
      wrongPenaltyMilli: whole,
      floorAtZero: z.boolean(),
      rounding: z.enum(['exact', 'tenth', 'whole']),
    }),
    limits: z.object({
      perDay: limit,
      perWeek: limit,
      perRound: limit,
      perPhase: limit,
      perContest: limit,
      minGapMs: limit,
    }),
    prediction: z
      .object({
        subject: z.enum(['persons_all_correct', 'persons_taking_part', 'attempts']),
        min: whole,
        max: whole,
        asked: z.enum(['before']).optional(),
        changeUntil: z.enum(['round_end']).optional(),
        whichCounts: z.enum(['counted_attempt', 'first', 'last']),
      })
      .nullable(),
    release: z.object({ score: moment, ownAnswers: moment, key: moment, explanations: moment }),
  })
  .meta({ id: 'RoundView' });

const ageLimit = z.object({ years: whole, on: z.string() }).nullable();

export const ContestDetailsView = ContestView.extend({
  agency: text.meta({ description: 'Cơ quan tổ chức' }),
  managingAgency: text.meta({ description: 'Cơ quan chủ quản' }),
  colours: z
    .record(z.string(), z.string())
    .nullable()
    .meta({ description: 'Màu riêng của cuộc thi, theo tên biến của trang; null = màu chung' }),
  summary: text,
  hotline: text,
  contact: z.object({ hotline: text, zalo: text, hours: text }),
  unitKind: z
    .enum(UNIT_KINDS)
    .meta({ description: 'Dự thi cho nơi làm việc, học tập (workplace) hay nơi ở (residence)' }),
  unitExample: text.meta({ description: 'Ví dụ của ban tổ chức, đọc khi chọn đơn vị' }),
  prizes: z.array(z.object({ title: z.string(), count: limit, detail: text, amountVnd: limit })),
  documents: z.array(
    z.object({
      title: z.string(),
      number: text,
      date: text.meta({ format: 'date' }),
      url: text.meta({ description: 'Chỉ địa chỉ https' }),
    }),
  ),
  branding: BrandingView,
  phases: z.array(z.object({ id: whole, title: z.string() })),
  audiences: z.array(z.object({ id: whole, code: z.string(), title: z.string() })),
  roundList: z.array(RoundView),
  rules: z.object({
    counting: z.enum(['best', 'first', 'last']),
    ranking: z.array(z.object({ criterion: z.string(), name: z.string() })),
    durationPrecision: z.enum(['s', 'ms']),
    participation: z.object({ minAttempts: whole, childrenCountForParent: z.boolean() }),
    minimumAge: ageLimit,
    maximumAge: ageLimit,
    invitedOnly: z.boolean().meta({ description: 'Chỉ người của các đơn vị được mời' }),
    maskNames: z.boolean(),
    addsRounds: z.boolean().meta({ description: 'Kết quả chung là tổng điểm các lượt được tính của từng đợt' }),
    isOneBoard: z.boolean().meta({ description: 'Mọi đối tượng chung một bảng xếp hạng' }),
  }),
  units: z.object({ invited: whole }),
  hasRegulations: z.boolean().meta({ description: 'Có toàn văn thể lệ ở …/the-le' }),
  hasPractice: z.boolean().meta({ description: 'Ôn luyện được lúc này, ở …/on-luyen' }),
  retentionMonths: whole.meta({ description: 'Lưu họ tên, số điện thoại, ngày sinh bao nhiêu tháng sau đợt thi cuối' }),
}).meta({ id: 'ContestDetailsView' });

export const TheLeView = z
  .object({
    title: z.string(),
    articles: z.array(z.object({ title: z.string(), paragraphs: z.array(z.string()) })),
  })
  .meta({ id: 'TheLeView' });
export type TheLeView = z.infer<typeof TheLeView>;

/** Longer than the longest name of a unit; more is not typed by a person who looks for one. */
const SEARCH_MAX = 100;
const UNITS_MAX = 50;
const id = z.coerce.number().int().min(1).max(2_147_483_647);

/** The code of a unit as it stands in addresses. What is no code names no unit. */
export const UnitCode = z
  .string()
  .max(80)
  .regex(/^\P{C}+$/u)
  .transform((code) => code.normalize('NFC'));

export const UnitsQuery = z.strictObject({
  search: z
    .string()
    .max(SEARCH_MAX)
    .default('')
    .transform((text, context) => {
      try {
        return normalizeText(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'Trong chữ có ký tự ẩn.' });
        return z.NEVER;
      }
    })
    .meta({ description: 'Một vài chữ trong tên đơn vị, không cần dấu' }),
  code: UnitCode.optional().meta({ description: 'Chỉ đơn vị có đúng mã này' }),
  parent: id.optional().meta({ description: 'Chỉ các đơn vị ngay dưới đơn vị này' }),
  after: id.optional().meta({ description: 'Lấy tiếp sau đơn vị này (next của trang trước)' }),
  limit: z.coerce.number().int().min(1).max(UNITS_MAX).default(20),
});
export type UnitsQuery = z.infer<typeof UnitsQuery>;

const ContestUnitView = z
  .object({
    id: whole,
    code: z.string(),
    name: z.string(),
    parentName: z.string().nullable(),
    level: z.string(),
    kind: z.string(),
  })
  .meta({ id: 'ContestUnitView' });

export const UnitPageView = z
  .object({
    units: z.array(ContestUnitView),
    next: whole.nullable(),
    outside: ContestUnitView.nullable().meta({ description: 'Dành cho người có đơn vị ngoài danh sách mời' }),
  })
  .meta({ id: 'UnitPageView' });

export const UnitContestsView = z
  .object({
    unit: z.object({ code: z.string(), name: z.string(), parentName: z.string().nullable() }),
    contests: z.array(
      z.object({
        slug: z.string(),
        title: z.string(),
        state,
        unitName: z.string().meta({ description: 'Tên đơn vị trong cuộc thi đó; mã có thể từng là của đơn vị khác' }),
      }),
    ),
  })
  .meta({ id: 'UnitContestsView' });

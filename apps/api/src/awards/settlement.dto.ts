import { z } from 'zod';
import type {
  AppealRow,
  AwardedField,
  Change,
  Changes,
  DecisionRow,
  FieldState,
  GivenPrize,
  KnownPerson,
  LineRow,
  PublicLot,
  SettlementDetail,
  SettlementRow,
} from '#awards';
import { isoInstant, LIMITS, normalizeText, OUT_REASONS, type PrizeLine } from '#domain';
import { words } from '../attempts/key-correction.dto.js';
import { linesSaid } from '../lines.js';
import { decidedField, decidedTold } from '../results/decided.dto.js';
import { pointsOf, searchField } from '../results/scope.dto.js';

const whole = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });
const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256, 64 chữ số hệ 16' });

/** 'dot-1', 'giai-doan-2', 'tat-ca'. */
export const FieldName = z
  .string()
  .regex(/^(?:(?:dot|giai-doan)-[1-9]\d{0,4}|tat-ca)$/)
  .meta({ description: 'Phần được chốt: dot-1, giai-doan-2 hoặc tat-ca' });
export const SettlementId = z.uuid();
export const Sha256Hex = hash;

/** A short line that may be left out; typed with decomposed accents it is up to three times as long. */
const paperLine = z
  .string()
  .max(3 * LIMITS.pageLineLengthMax)
  .transform(normalizeText)
  .pipe(z.string().min(1).max(LIMITS.pageLineLengthMax));

export const SettleBody = z
  .strictObject({
    id: SettlementId.meta({ description: 'Do người gửi đặt; gửi lại cùng mã là cùng một lần chốt' }),
    field: FieldName,
    reason: words
      .nullable()
      .default(null)
      .meta({ description: 'Vì sao vẫn chốt khi còn dấu hiệu chưa xem; bắt buộc khi còn' }),
  })
  .meta({ id: 'SettleBody' });
export type SettleBody = z.infer<typeof SettleBody>;

const personNumbers = z.array(z.int().min(1).max(2_147_483_647)).max(500).default([]);

export const DecideBody = z
  .strictObject({
    version: whole.meta({ description: 'Bản mà người quyết định đang xem' }),
    decisions: z
      .array(
        z
          .strictObject({
            id: SettlementId,
            kind: z.enum(['confirmed', 'out', 'given', 'order']).meta({
              description:
                'confirmed: đã đối chiếu giấy tờ; out: không nhận giải; given: trao giải do người quyết định; order: thứ tự những người bằng nhau',
            }),
            numbers: personNumbers.meta({ description: 'Số của người trong tệp kết quả (123 của N000123)' }),
            contestUnitIds: personNumbers,
            line: whole.nullable().default(null).meta({ description: 'Giải thứ mấy trong thể lệ, tính từ 0' }),
            outReason: z.enum(OUT_REASONS).nullable().default(null),
            reason: words.meta({ description: 'Lý do bằng lời, không công khai' }),
          })
          .refine((one) => (one.kind === 'out') === (one.outReason !== null), { path: ['outReason'] })
          .refine((one) => one.kind !== 'given' || one.line !== null, { path: ['line'] })
          .refine((one) => (one.numbers.length === 0) !== (one.contestUnitIds.length === 0), { path: ['numbers'] }),
      )
      .min(1)
      .max(100),
  })
  .meta({ id: 'DecideBody' });
export type DecideBody = z.infer<typeof DecideBody>;

export const ApproveBody = z
  .strictObject({ version: whole, hash })
  .meta({ id: 'ApproveBody', description: 'Bản và mã băm mà người duyệt đã xem' });
export type ApproveBody = z.infer<typeof ApproveBody>;

export const PublishBody = z
  .strictObject({
    version: whole,
    hash,
    reason: words.nullable().default(null).meta({ description: 'Lý do công khai; bắt buộc khi thay bản đã công bố' }),
  })
  .meta({ id: 'PublishBody' });
export type PublishBody = z.infer<typeof PublishBody>;

export const WithdrawSettlementBody = z.strictObject({ reason: words }).meta({ id: 'WithdrawSettlementBody' });
export type WithdrawSettlementBody = z.infer<typeof WithdrawSettlementBody>;

export const DecisionPaperBody = z
  .strictObject({ number: paperLine, date: z.iso.date(), signer: paperLine })
  .meta({ id: 'DecisionPaperBody', description: 'Số, ngày, người ký quyết định trên giấy' });
export type DecisionPaperBody = z.infer<typeof DecisionPaperBody>;

export const LinesQuery = z.strictObject({
  board: z
    .string()
    .regex(/^[A-Za-z0-9_-]{0,80}$/)
    .default('')
    .meta({ description: 'Mã đối tượng; để trống khi xếp chung' }),
  q: searchField,
  after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
  limit: z.coerce.number().int().min(1).max(LIMITS.boardPageMax).default(50),
});
export type LinesQuery = z.infer<typeof LinesQuery>;

const person = z.object({
  person: z.string().meta({ description: 'Mã trong tệp công bố, như N000123' }),
  number: whole,
  participantId: z.string(),
  fullName: z.string(),
  unitName: z.string(),
});
const decided = decidedField.meta({ description: 'Kém người ngay trên ở tiêu chí nào' });

export const LinesView = z
  .object({
    lines: z.array(
      z.object({
        place: whole,
        rank: whole,
        score: z.number(),
        durationMs: whole.nullable(),
        distance: whole.nullable(),
        decided,
        person: person.nullable(),
      }),
    ),
    next: whole.nullable(),
  })
  .meta({ id: 'SettlementLinesView' });
export type LinesView = z.infer<typeof LinesView>;

export const lotView = z
  .object({
    commitment: hash,
    committedAt: instant,
    isLate: z.boolean().meta({ description: 'Niêm phong sau khi phần này đã kết thúc' }),
    seed: z.string().nullable().meta({ description: 'Hạt giống, khi đã mở' }),
    revealedAt: instant.nullable(),
    source: z
      .string()
      .nullable()
      .meta({ description: 'Nguồn của con số công khai trộn vào hạt giống; null: không trộn' }),
    sourceAt: instant.nullable(),
    words: z.string().nullable().meta({ description: 'Con số công khai, khi đã có' }),
    wordsAt: instant.nullable(),
  })
  .nullable();

const brief = z.object({
  id: z.string(),
  state: z.enum(['asked', 'computed', 'published', 'superseded', 'withdrawn', 'failed']),
  version: whole,
  done: whole.meta({ description: 'Số lượt đã đọc' }),
  total: whole.nullable(),
  askedAt: instant,
  askedBy: z.string().nullable(),
  signals: whole.meta({ description: 'Số dấu hiệu chưa xem khi chốt' }),
  reason: z.string().nullable(),
  failure: z.string().nullable().meta({ description: 'Mã lỗi hoặc lời của lỗi' }),
  closedAt: instant.nullable(),
  closeReason: z.string().nullable(),
  hash: hash.nullable(),
  inputHash: hash.nullable(),
  madeAt: instant.nullable(),
  publication: whole.nullable().meta({ description: 'Đã công bố là bản thứ mấy của phần này' }),
});

const fieldFields = {
  name: FieldName,
  kind: z.enum(['round', 'phase', 'contest']),
  title: z.string(),
  closesAt: instant,
};

const prizeLine = z.object({
  line: whole,
  title: z.string(),
  to: z.enum(['person', 'unit']),
  by: z.string(),
  audience: z.string().nullable(),
  block: z.string().nullable(),
  quota: whole,
  amountVnd: whole.nullable(),
  detail: z.string().nullable(),
});

export const SettlementsView = z
  .object({
    fields: z.array(
      z.object({
        ...fieldFields,
        prizes: whole.meta({ description: 'Số giải trao ở phần này' }),
        obstacles: z.array(
          z.object({
            code: z.string(),
            count: whole,
            isPassable: z.boolean().meta({ description: 'Được chốt tiếp nếu ghi lý do' }),
          }),
        ),
        lot: lotView,
        settlements: z.array(brief).meta({ description: 'Mới nhất trước' }),
      }),
    ),
    approvals: whole.meta({ description: 'Số người phải duyệt theo thể lệ' }),
    openAppeals: whole,
    mayRun: z.boolean(),
    mayJudge: z.boolean(),
  })
  .meta({ id: 'SettlementsView' });
export type SettlementsView = z.infer<typeof SettlementsView>;

const change = z.object({
  line: whole,
  person: person.nullable(),
  unitName: z.string(),
  contestUnitId: whole,
  rank: whole.nullable().meta({ description: 'Hạng trong bản này; null: không còn trên bảng, đơn vị, giải đặc biệt' }),
  movedUp: whole,
  passed: z
    .object({ reason: z.string(), out: z.string().nullable() })
    .nullable()
    .meta({ description: 'Vì sao đến lượt mà không nhận; null: không đến lượt' }),
});
const changesFields = { gained: z.array(change), lost: z.array(change) };

export const SettlementView = z
  .object({
    field: z.object(fieldFields),
    ...brief.shape,
    isFinal: z.boolean(),
    frozenAt: instant.nullable(),
    ruleRevision: whole.nullable(),
    software: z.string().nullable(),
    attempts: whole,
    persons: whole,
    boards: z.array(z.object({ audience: z.string().nullable(), title: z.string(), persons: whole })),
    truths: z
      .object({
        definition: z.string(),
        at: instant,
        values: z.array(z.object({ code: z.string().nullable(), audience: z.string().nullable(), value: whole })),
      })
      .nullable(),
    criteria: z.array(z.string()).meta({ description: 'Chuỗi tiêu chí, theo thứ tự' }),
    prizes: z.array(
      z.object({
        ...prizeLine.shape,
        winners: z.array(
          z.object({
            place: whole,
            rank: whole.nullable(),
            movedUp: whole.meta({ description: 'Bao nhiêu người đứng trước đã không nhận' }),
            person: person.nullable().meta({ description: 'null: giải của đơn vị' }),
            contestUnitId: whole,
            unitName: z.string(),
            papers: z.enum(['not_asked', 'asked', 'given', 'confirmed']),
            voidedSince: whole.meta({ description: 'Số lượt của người này bị hủy sau khi chốt' }),
          }),
        ),
        notGiven: z.array(z.object({ count: whole, reason: z.string() })),
      }),
    ),
    passedOver: z.array(
      z.object({
        line: whole,
        person: person.nullable(),
        unitName: z.string().nullable(),
        rank: whole.nullable(),
        reason: z.string(),
        out: z.string().nullable(),
      }),
    ),
    ties: z.array(
      z.object({
        lines: z.array(whole),
        persons: z.array(person),
        units: z.array(z.object({ contestUnitId: whole, unitName: z.string() })),
      }),
    ),
    draws: z.array(
      z.object({
        audience: z.string().nullable(),
        rank: whole,
        among: whole,
        lots: z.array(z.object({ person: person.nullable(), lot: z.string() })),
      }),
    ),
    changes: z.object(changesFields).meta({ description: 'Bản này khác bản trước: ai có giải, ai mất giải' }),
    replaces: z
      .object({ publication: whole, ...changesFields })
      .nullable()
      .meta({ description: 'Công bố bản này thì ai có giải, ai mất giải so với bản đang có hiệu lực' }),
    decisions: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['confirmed', 'out', 'given', 'order']),
        persons: z.array(person),
        units: z.array(z.object({ contestUnitId: whole, unitName: z.string() })),
        line: whole.nullable(),
        outReason: z.string().nullable(),
        reason: z.string(),
        at: instant,
        by: z.string().nullable(),
        takenBackAt: instant.nullable(),
        takenBackBy: z.string().nullable(),
      }),
    ),
    approvals: z.object({
      needed: whole,
      given: z.array(z.object({ name: z.string().nullable(), at: instant, hash })),
      hasOwn: z.boolean(),
    }),
    papersWanted: z.array(z.string()).meta({ description: 'Giấy tờ thể lệ yêu cầu người đạt giải xuất trình' }),
    voidedSince: whole.meta({ description: 'Số lượt bị hủy sau khi chốt' }),
    mayRun: z.boolean(),
  })
  .meta({ id: 'SettlementView' });
export type SettlementView = z.infer<typeof SettlementView>;

export const PredictionTruthsView = z
  .object({
    truths: z
      .object({
        definition: z.string(),
        at: instant,
        values: z.array(
          z.object({
            field: FieldName,
            title: z.string(),
            audience: z.string().nullable(),
            value: whole,
            isOver: z.boolean().meta({ description: 'Phần này đã hết giờ: chỉ việc hủy lượt mới làm số đổi' }),
          }),
        ),
      })
      .nullable()
      .meta({ description: 'null: cuộc thi không có câu dự đoán' }),
  })
  .meta({ id: 'PredictionTruthsView' });
export type PredictionTruthsView = z.infer<typeof PredictionTruthsView>;

export const FreezeCountsView = z
  .object({
    attempts: whole.meta({ description: 'Lượt thi được công nhận' }),
    persons: whole,
    unrecognised: whole.meta({ description: 'Đã chấm, không được công nhận' }),
    underWay: whole.meta({ description: 'Đang làm' }),
    ungraded: whole.meta({ description: 'Đã nộp, chưa chấm' }),
  })
  .meta({ id: 'FreezeCountsView' });
export type FreezeCountsView = z.infer<typeof FreezeCountsView>;

export const ForeseenUnitPrizesView = z
  .object({
    prizes: z.array(z.object({ field: FieldName, fieldTitle: z.string(), contestUnitId: whole, title: z.string() })),
  })
  .meta({ id: 'ForeseenUnitPrizesView' });
export type ForeseenUnitPrizesView = z.infer<typeof ForeseenUnitPrizesView>;

export const SettlementAskedView = z.object({ id: z.string() }).meta({ id: 'SettlementAskedView' });
export type SettlementAskedView = z.infer<typeof SettlementAskedView>;

export const PublishedView = z
  .object({ publication: whole.meta({ description: 'Bản công bố thứ mấy của phần này' }) })
  .meta({ id: 'PublishedView' });
export type PublishedView = z.infer<typeof PublishedView>;

export const AppealsQuery = z.strictObject({ state: z.enum(['open', 'accepted', 'rejected']).optional() });
export type AppealsQuery = z.infer<typeof AppealsQuery>;

export const appealFields = {
  id: z.string(),
  field: FieldName,
  publication: whole,
  text: z.string().nullable(),
  madeAt: instant,
  state: z.enum(['open', 'accepted', 'rejected']),
  answer: z.string().nullable(),
  decidedAt: instant.nullable(),
};

export const AppealsView = z
  .object({
    appeals: z.array(
      z.object({
        ...appealFields,
        person: z.string().nullable(),
        participantId: z.string(),
        fullName: z.string(),
        unitName: z.string(),
        decidedBy: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'AppealsView' });
export type AppealsView = z.infer<typeof AppealsView>;

export const DecideAppealBody = z
  .strictObject({
    accepted: z.boolean(),
    answer: linesSaid(LIMITS.appealTextLengthMax).meta({ description: 'Người khiếu nại đọc được' }),
  })
  .meta({ id: 'DecideAppealBody' });
export type DecideAppealBody = z.infer<typeof DecideAppealBody>;

export const CommitLotBody = z.strictObject({ field: FieldName }).meta({ id: 'CommitLotBody' });
export type CommitLotBody = z.infer<typeof CommitLotBody>;
export const LotSourceBody = z
  .strictObject({
    field: FieldName,
    source: paperLine.meta({ description: 'Nguồn của con số công khai: giải đặc biệt xổ số nào, ngày nào' }),
  })
  .meta({ id: 'LotSourceBody' });
export type LotSourceBody = z.infer<typeof LotSourceBody>;
export const LotWordsBody = z
  .strictObject({ field: FieldName, words: paperLine.meta({ description: 'Con số công khai, đúng như nguồn nêu' }) })
  .meta({ id: 'LotWordsBody' });
export type LotWordsBody = z.infer<typeof LotWordsBody>;
export const LotView = z.object({ lot: lotView }).meta({ id: 'LotView' });
export type LotView = z.infer<typeof LotView>;

const at = (value: Date | null): string | null => value?.toISOString() ?? null;
const iso = (value: number | null): string | null => (value === null ? null : isoInstant(value));

export const lotTold = (lot: PublicLot | null): LotView['lot'] =>
  lot && {
    ...{ ...lot, committedAt: isoInstant(lot.committedAt), revealedAt: iso(lot.revealedAt) },
    ...{ sourceAt: iso(lot.sourceAt), wordsAt: iso(lot.wordsAt) },
  };

export const fieldTold = ({ name, scope, title, closesAt }: AwardedField) => ({
  ...{ name, kind: scope.kind, title, closesAt: isoInstant(closesAt) },
});

function briefOf(row: SettlementRow): z.infer<typeof brief> {
  const { id, state, version, done, total, signals, reason, failure, hash: fileHash, publication } = row;
  return {
    ...{ id, state, version, done, total, signals, reason, failure, hash: fileHash, publication },
    ...{ askedAt: row.asked_at.toISOString(), askedBy: row.asked_by_name, inputHash: row.input_hash },
    ...{ closedAt: at(row.closed_at), closeReason: row.close_reason, madeAt: at(row.made_at) },
  };
}

export const fieldStateView = ({ field, obstacles, lot, settlements }: FieldState) => ({
  ...{ ...fieldTold(field), prizes: field.prizeLines.length, obstacles, lot: lotTold(lot) },
  settlements: settlements.map(briefOf),
});

const lineOf = (line: number, { title, to, by, audience, block, quota, amountVnd, detail }: PrizeLine) => ({
  ...{ line, title, to, by, audience, block, quota, amountVnd, detail },
});

const winnerOf = ({ line: _, ...prize }: GivenPrize) => prize;

/** @param me the account that looks: whether it has approved this version */
export function settlementView(detail: SettlementDetail, me: string, mayRun: boolean): SettlementView {
  const { contest, field, row, people, units, prizes, decisions, approvals, changes, replaces } = detail;
  const { summary } = row;
  const known = (code: string | null): KnownPerson | null => (code === null ? null : byCode(people, code));
  const unitsOf = (ids: readonly number[]) => ids.map((id) => ({ contestUnitId: id, unitName: units.get(id) ?? '' }));
  const changed = ({ number, ...one }: Change) => ({
    ...one,
    person: number === null ? null : (people.get(number) ?? null),
  });
  const changesTold = ({ gained, lost }: Changes) => ({ gained: gained.map(changed), lost: lost.map(changed) });
  return {
    ...{ field: fieldTold(field), ...briefOf(row), isFinal: summary?.isFinal ?? false, mayRun },
    ...{ frozenAt: iso(summary?.frozenAt ?? null), ruleRevision: summary?.ruleRevision ?? null },
    ...{ software: summary?.software ?? null, attempts: summary?.attempts ?? 0, persons: summary?.persons ?? 0 },
    boards: (summary?.boards ?? []).map(({ audience, persons }) => ({
      ...{ audience, persons },
      title: contest.audiences.find(({ code }) => code === audience)?.title ?? 'Tất cả',
    })),
    truths: summary?.truths ? { ...summary.truths, at: isoInstant(summary.truths.at) } : null,
    criteria: contest.deciding?.ranking.criteria ?? [],
    prizes: (summary?.prizes ?? []).flatMap((prize, line) =>
      prize.of !== field.scope.kind
        ? []
        : {
            ...lineOf(line, prize),
            winners: prizes.filter((one) => one.line === line).map(winnerOf),
            notGiven: summary!.notGiven
              .filter((one) => one.line === line)
              .map(({ count, reason }) => ({ count, reason })),
          },
    ),
    passedOver: (summary?.passedOver ?? []).map(({ person: code, unit, ...one }) => ({
      ...one,
      person: known(code),
      unitName: unit === null ? null : (units.get(unit) ?? null),
    })),
    ties: (summary?.ties ?? []).map(({ lines, persons, units: ids }) => ({
      ...{ lines, persons: persons.flatMap((code) => known(code) ?? []), units: unitsOf(ids) },
    })),
    draws: (summary?.draws ?? []).map(({ audience, rank, among, lots }) => ({
      ...{ audience, rank, among },
      lots: lots.map(({ person: code, number: lot }) => ({ person: known(code), lot })),
    })),
    changes: changesTold(changes),
    replaces: replaces && { publication: replaces.publication, ...changesTold(replaces) },
    decisions: decisions.map((one) => decisionOf(one, people, unitsOf)),
    approvals: {
      needed: contest.regulations?.verification.approvals ?? 1,
      given: approvals.map((one) => ({ name: one.full_name, at: one.approved_at.toISOString(), hash: one.hash })),
      hasOwn: approvals.some((one) => one.account_id === me),
    },
    papersWanted: contest.regulations?.verification.papers ?? [],
    voidedSince: detail.voidedSince,
  };
}

function decisionOf(
  one: DecisionRow,
  people: ReadonlyMap<number, KnownPerson>,
  unitsOf: (ids: readonly number[]) => { contestUnitId: number; unitName: string }[],
): SettlementView['decisions'][number] {
  const { id, kind, line, reason } = one;
  return {
    ...{ id, kind, line, reason, outReason: one.out_reason, by: one.decided_by_name },
    ...{ at: one.decided_at.toISOString(), takenBackAt: at(one.taken_back_at), takenBackBy: one.taken_back_by_name },
    persons: one.numbers.flatMap((number) => people.get(number) ?? []),
    units: unitsOf(one.contest_unit_ids),
  };
}

const byCode = (people: ReadonlyMap<number, KnownPerson>, code: string): KnownPerson | null =>
  people.get(Number(code.slice(1))) ?? null;

export const linesView = (page: {
  lines: (LineRow & { known: KnownPerson | null })[];
  next: number | null;
}): LinesView => ({
  lines: page.lines.map(({ place, rank, line, known }) => ({
    ...{ place, rank, distance: line.distance, durationMs: line.durationMs ?? null, person: known },
    ...{ decided: decidedTold(line.decided), score: pointsOf(line.score) },
  })),
  next: page.next,
});

export const appealTold = (row: AppealRow) => ({
  id: row.id,
  field:
    row.scope_kind === 'contest' ? 'tat-ca' : `${row.scope_kind === 'round' ? 'dot' : 'giai-doan'}-${row.scope_id}`,
  ...{ publication: row.publication, text: row.text, madeAt: row.made_at.toISOString(), state: row.state },
  ...{ answer: row.answer, decidedAt: at(row.decided_at) },
});

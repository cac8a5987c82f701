import { z } from 'zod';
import { DomainError, isoInstant, normalizeText, type Scope } from '#domain';
import type { ReportedContest, TallyMark } from '#results';
import { ContestSlug } from '../contests/contest.dto.js';

const number = z.coerce.number().int().min(1).max(32_767);

/** Which part of a contest is asked about. Without anything it is the whole contest. */
export const scopeFields = {
  scope: z
    .enum(['round', 'phase', 'contest'])
    .default('contest')
    .meta({ description: 'Đợt, giai đoạn hay toàn cuộc thi' }),
  round: number.optional().meta({ description: 'Số của đợt, khi scope=round' }),
  phase: number.optional().meta({ description: 'Số của giai đoạn, khi scope=phase' }),
};

/** A scope of round wants its number, and no number stands without its scope: an address says one thing only. */
export const oneScope = (query: { scope: Scope['kind']; round?: number | undefined; phase?: number | undefined }) =>
  (query.scope === 'round') === (query.round !== undefined) &&
  (query.scope === 'phase') === (query.phase !== undefined);
export const ONE_SCOPE = { message: 'scope=round cần round, scope=phase cần phase, và chỉ khi đó' };

export const ScopeQuery = z.strictObject(scopeFields).refine(oneScope, ONE_SCOPE);
export type ScopeQuery = z.infer<typeof ScopeQuery>;

/** A few words that somebody looks for, in the form in which names are stored. */
export const searchField = z
  .string()
  .max(100)
  .transform((text, context) => {
    try {
      return normalizeText(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'Trong chữ có ký tự ẩn.' });
      return z.NEVER;
    }
  })
  .optional()
  .meta({ description: 'Một vài chữ trong tên hoặc mã, không cần dấu' });

/** Audience codes as contests make them; another one cannot exist. */
export const audienceField = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,80}$/)
  .optional()
  .meta({ description: 'Mã đối tượng dự thi' });

/** What every report begins with. */
export const reportedFields = {
  contest: z.object({ slug: z.string(), title: z.string(), sample: z.boolean() }),
  scope: z.object({ kind: z.enum(['round', 'phase', 'contest']), id: z.int(), title: z.string() }),
  updatedAt: z.string().meta({ format: 'date-time' }).nullable(),
  version: z.int().meta({ description: 'Tăng mỗi khi số liệu của cuộc thi thay đổi' }),
};

export function reported(report: { contest: ReportedContest; scope: Scope; scopeTitle: string; mark: TallyMark }) {
  const { contest, scope, scopeTitle, mark } = report;
  return {
    contest: { slug: contest.slug, title: contest.title, sample: contest.sample },
    scope: { kind: scope.kind, id: scope.id, title: scopeTitle },
    updatedAt: mark.changedAt === null ? null : isoInstant(mark.changedAt),
    version: mark.version,
  };
}

/** What cannot be the name of a contest names none: the answer is the same as for one that does not exist. */
export function knownSlug(slug: string): string {
  if (!ContestSlug.safeParse(slug).success) throw new DomainError('CONTEST_NOT_FOUND');
  return slug;
}

/** Points of 1/1000 point: 14500 → 14.5. */
export function pointsOf(milli: number): number;
export function pointsOf(milli: number | null): number | null;
export function pointsOf(milli: number | null): number | null {
  return milli === null ? null : milli / 1000;
}

import {
  checkBlueprint,
  checkContestPage,
  checkContestRules,
  checkRoundRules,
  checkRulesTogether,
  DomainError,
  LIMITS,
  preparePool,
  type ContestPage,
  type ContestRules,
  type PoolItem,
  type Regulations,
  type RoundRules,
  type RuleFault,
} from '#domain';

/** The window and rules of a round; instants in epoch ms. */
export interface RoundSetting {
  opensAt: number;
  closesAt: number;
  rules: RoundRules;
  /** Item versions that its papers are drawn from. */
  pool: number[];
}

export interface RoundDraft extends RoundSetting {
  id: number;
  phaseId: number | null;
  title: string;
}

/** A contest as an organizer configures it, before anybody sees it. */
export interface ContestDraft {
  /** Its name in addresses: small letters, digits and hyphens. */
  slug: string;
  title: string;
  hotline: string | null;
  bankId: number;
  sample: boolean;
  rules: ContestRules;
  phases: { id: number; title: string }[];
  rounds: RoundDraft[];
  /** Empty: everybody is one audience. */
  audiences: { id: number; code: string; title: string }[];
  /** What its page tells beside the rules: agency, prizes, documents. Left out: nothing. */
  page?: ContestPage;
  /** For how many months after the close of its last round names, phones and birth dates are kept. Left out: 24. */
  retentionMonths?: number;
  /** What the rules were made from, for the printed thể lệ. Left out: rules that a program made. */
  regulations?: Regulations;
  /** Code of the unit that runs it. Left out: those who run all contests. */
  runByUnitCode?: string | null | undefined;
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const SLUG_LENGTH_MAX = 80;

/**
 * Everything that makes a draft impossible, all faults at once; empty when the contest can be held.
 *
 * @param items the pool items of all its rounds, by item version
 */
export function checkContestDraft(draft: ContestDraft, items: ReadonlyMap<number, PoolItem>): RuleFault[] {
  const ownFaults: RuleFault[] = [
    ...(SLUG.test(draft.slug) && draft.slug.length <= SLUG_LENGTH_MAX ? [] : [SLUG_FAULT]),
    ...(draft.rounds.length > 0 ? [] : [NO_ROUND_FAULT]),
    ...under('rules', checkContestRules(draft.rules)),
    ...(draft.page ? under('page', checkContestPage(draft.page)) : []),
    ...(isRetention(draft.retentionMonths ?? 1) ? [] : [RETENTION_FAULT]),
  ];
  const roundFaults = draft.rounds.flatMap((round, i) => under(`rounds[${i}]`, checkRound(round, items)));
  const faults = [...ownFaults, ...roundFaults];
  // Read together only when each is sound by itself: a fault of shape would only be told twice.
  const together =
    faults.length > 0
      ? []
      : checkRulesTogether(
          draft.rules,
          draft.rounds.map(({ rules }) => rules),
        );
  return [...faults, ...together];
}

/** The faults of one round: rules, window, and whether its pool can serve its blueprint. */
export function checkRound(round: RoundSetting, items: ReadonlyMap<number, PoolItem>): RuleFault[] {
  const faults = checkRoundRules(round.rules, { opensAt: round.opensAt, closesAt: round.closesAt });
  const pool = round.pool.map((id) => items.get(id)).filter((item) => item !== undefined);
  const isWhole = pool.length === round.pool.length && new Set(pool.map(({ itemId }) => itemId)).size === pool.length;
  if (!isWhole) return [...faults, POOL_FAULT];
  return faults.some(({ path }) => path.startsWith('paper'))
    ? faults
    : [...faults, ...checkBlueprint(preparePool(pool), round.rules.paper)];
}

/** @throws DomainError IMPOSSIBLE_RULES whose details say, by path, the reason in Vietnamese; nothing when there is no fault. */
export function refuseFaults(faults: readonly RuleFault[]): void {
  if (faults.length === 0) return;
  throw new DomainError('IMPOSSIBLE_RULES', Object.fromEntries(faults.map(({ path, message }) => [path, message])));
}

const under = (path: string, faults: readonly RuleFault[]): RuleFault[] =>
  faults.map((fault) => ({ ...fault, path: fault.path === '' ? path : `${path}.${fault.path}` }));

const isRetention = (months: number): boolean =>
  Number.isInteger(months) && months >= 1 && months <= LIMITS.retentionMonthsMax;

const SLUG_FAULT: RuleFault = {
  path: 'slug',
  code: 'NOT_A_SLUG',
  message: 'Tên trong địa chỉ chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.',
};
const RETENTION_FAULT: RuleFault = {
  path: 'retentionMonths',
  code: 'NOT_A_RETENTION',
  message: `Thời hạn lưu dữ liệu cá nhân là một số tháng nguyên, từ 1 đến ${LIMITS.retentionMonthsMax}.`,
};
const NO_ROUND_FAULT: RuleFault = { path: 'rounds', code: 'NO_ROUND', message: 'Cuộc thi chưa có đợt thi nào.' };
const POOL_FAULT: RuleFault = {
  path: 'pool',
  code: 'POOL_BROKEN',
  message: 'Ngân hàng của đợt thi có câu không tồn tại, hoặc một câu có mặt hai lần.',
};

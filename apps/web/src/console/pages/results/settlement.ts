import type { Answer } from '../../../shared/api/client.js';
import type { Words } from '../../language.js';
import { renew } from '../../api.js';
import { nextAct, type NextAct } from './next-act.js';

export const SETTLEMENTS = '/api/contests/{slug}/settlements';
export const SETTLEMENT = '/api/contests/{slug}/settlements/{settlementId}';
export const APPEALS = '/api/contests/{slug}/appeals';

export type Settlements = Answer<typeof SETTLEMENTS, 'get'>;
export type FieldState = Settlements['fields'][number];
export type Settlement = Answer<typeof SETTLEMENT, 'get'>;
export type PrizeLine = Settlement['prizes'][number];
export type Winner = PrizeLine['winners'][number];
export type Person = NonNullable<Winner['person']>;
export type Appeal = Answer<typeof APPEALS, 'get'>['appeals'][number];

export const OUT_REASONS = ['not_verified', 'declined', 'not_claimed', 'voided', 'excluded'] as const;

/** After something was decided. */
export const renewAll = () => renew(SETTLEMENTS, SETTLEMENT, APPEALS);

/** What a field is at: the newest settlement that was not given up or replaced. */
export const newestOf = ({ settlements }: FieldState) =>
  settlements.find(({ state }) => state !== 'withdrawn' && state !== 'superseded');

/** As it is called in a list, and with a unit in the place of a person. */
export const nameOf = ({ person, unitName }: Pick<Winner, 'person' | 'unitName'>): string =>
  person?.fullName ?? unitName;

const OPEN_ROUND = 'SETTLEMENT_ROUND_OPEN';
const NO_LOT = 'SETTLEMENT_LOT_MISSING';

/** What is to be done next about a field. @param detail the settlement, where it was read */
export function actOf(field: FieldState, openAppeals: number, detail?: Settlement): NextAct {
  const stands = (code: string) => field.obstacles.some((one) => one.code === code);
  const state = detail?.state ?? newestOf(field)?.state ?? null;
  const winners = detail?.prizes.flatMap((prize) => prize.winners) ?? [];
  const waits = (reason: string) => reason === 'undecided' || reason === 'tie_open';
  return nextAct({
    isOver: !stands(OPEN_ROUND),
    lacksLot: stands(NO_LOT),
    state: state === 'superseded' || state === 'withdrawn' ? null : state,
    undecided: detail?.prizes.flatMap(({ notGiven }) => notGiven).filter(({ reason }) => waits(reason)).length ?? 0,
    unverified: winners.filter(({ person, papers }) => person !== null && papers !== 'confirmed').length,
    approvals: detail?.approvals.given.length ?? 0,
    approvalsNeeded: detail?.approvals.needed ?? 1,
    appealsOpen: openAppeals,
  });
}

/** What stands in the way, in words; a code that is not known here is shown as it is. */
export function obstacleWords({ code, count }: FieldState['obstacles'][number], t: Words, number: string): string {
  const words = t.settlements.obstacles as Record<string, ((count: string) => string) | undefined>;
  return words[code]?.(number) ?? `${code}: ${count}`;
}

/** Why a settlement failed, in words; what has none is shown as it is. */
export function failureWords(failure: string, t: Words): string {
  const obstacles = t.settlements.obstacles as Record<string, ((count: string) => string) | undefined>;
  return failure === 'SETTLEMENT_INTERRUPTED'
    ? t.settlements.interrupted
    : (obstacles[failure]?.(t.settlements.some) ?? failure);
}

import type { EntityManager } from 'typeorm';
import { run } from '#database';
import type { ErrorCode } from '#domain';
import type { AwardedContest, AwardedField } from '../field.js';
import type { PublicLot } from '../lots/lot.service.js';
import * as sql from './obstacle.queries.js';

/** Why results cannot be frozen yet, in the order in which one has to deal with it. */
export const OBSTACLES = [
  'SETTLEMENT_WITHOUT_RULES',
  'SETTLEMENT_ROUND_OPEN',
  'SETTLEMENT_ATTEMPTS_OPEN',
  'SETTLEMENT_UNGRADED',
  'SETTLEMENT_KEYS_OPEN',
  'SETTLEMENT_LOT_MISSING',
  'SETTLEMENT_LOT_WORDS_MISSING',
  'SETTLEMENT_SIGNALS_OPEN',
] as const satisfies ErrorCode[];

export interface Obstacle {
  code: (typeof OBSTACLES)[number];
  /** How many rounds, attempts, corrections, signals; 1 where nothing is counted. */
  count: number;
  /** The organizers may go on, with a reason. */
  isPassable: boolean;
}

/** Of a lot: whether a public text is mixed in, and what it is. */
export type LotWords = Pick<PublicLot, 'source' | 'words'>;
const lacksWords = ({ source, words }: LotWords): boolean => source !== null && words === null;

/**
 * What stands in the way of freezing a field, everything at once.
 * @param keysOpen corrections of keys that were decided and are not carried out; another room counts them
 */
export async function obstaclesOf(
  manager: EntityManager,
  contest: AwardedContest,
  field: AwardedField,
  facts: { keysOpen: number; lot: LotWords | null },
): Promise<Obstacle[]> {
  const [unfinished] = await run(manager, sql.countUnfinished, [contest.id, field.roundIds]);
  const [open] = await run(manager, sql.countSignals, [contest.id]);
  const isOpen = ({ id, closesAt }: AwardedContest['rounds'][number]) =>
    field.roundIds.includes(id) && closesAt > contest.now;
  const drawsLots = contest.deciding?.ranking.criteria.includes('lot') ?? false;
  const counts: Record<Obstacle['code'], number> = {
    SETTLEMENT_WITHOUT_RULES: Number(contest.deciding === null),
    SETTLEMENT_ROUND_OPEN: contest.rounds.filter(isOpen).length,
    SETTLEMENT_ATTEMPTS_OPEN: unfinished!.under_way,
    SETTLEMENT_UNGRADED: unfinished!.ungraded,
    SETTLEMENT_KEYS_OPEN: facts.keysOpen,
    SETTLEMENT_LOT_MISSING: Number(drawsLots && facts.lot === null),
    SETTLEMENT_LOT_WORDS_MISSING: Number(drawsLots && facts.lot !== null && lacksWords(facts.lot)),
    SETTLEMENT_SIGNALS_OPEN: open!.signals,
  };
  return OBSTACLES.filter((code) => counts[code] > 0).map((code) => ({
    code,
    count: counts[code],
    isPassable: code === 'SETTLEMENT_SIGNALS_OPEN',
  }));
}

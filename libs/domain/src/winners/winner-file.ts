import type { RankingCriterion } from '../criteria/index.js';
import type { PrizeLine } from '../regulations/regulations.js';
import type { UnitFacts } from '../unit-metrics/index.js';
import type { Unplaced } from '../unit-ranking.js';
import type { FrozenInput, OutReason, SettledField } from './frozen-input.js';

export const WINNER_FILE_FORMAT = 'thi-cchc/ket-qua-chot/1';

/** What follows from a frozen input by the rules, and from nothing else. Whole numbers only; published as it stands. */
export interface WinnerFile {
  format: typeof WINNER_FILE_FORMAT;
  contest: FrozenInput['contest'];
  field: SettledField;
  ruleRevision: number;
  frozenAt: number;
  /** sha256 of the canonical JSON of the input. */
  inputHash: string;
  /** False while a tie that a prize hangs on is open: the lot is not drawn, or people have to decide. */
  isFinal: boolean;
  /** One for each audience that is ranked, in the order of the rules; all together (null) last. */
  boards: Board[];
  /** What units did in the field, by id; empty where units decide nothing. */
  units: UnitResult[];
  /** In the order of the prize lines, and in each line from its first place. */
  awards: Award[];
  passedOver: PassedOver[];
  notGiven: NotGiven[];
  /** Ties that a prize hangs on and nothing has broken yet. */
  ties: OpenTie[];
  /** Ties that a prize hung on and the lot broke. */
  draws: Draw[];
  /** sha256 of the canonical JSON of all the rest. */
  hash: string;
}

export interface Board {
  /** Null: all audiences. */
  audience: string | null;
  /** Best first; who share a rank by person number. */
  places: BoardPlace[];
}

export interface BoardPlace {
  rank: number;
  person: string;
  /** 1/1000 point. */
  score: number;
  /** How far the prediction is off; null = none that counts, or none asked. */
  distance: number | null;
  /** By what the one before stands before: criterion, its place in the chain from 1, what this person has in it in words. */
  decided: { criterion: RankingCriterion; step: number; shown: string } | null;
}

export interface UnitResult {
  unit: number;
  facts: UnitFacts;
  /** Where the rules rank units: the place in its block, or among all where there are no blocks. */
  place: {
    rank: number | null;
    unplaced: Unplaced | 'no_block' | null;
    /** Of 10,000: hundredths of a point. */
    points: number | null;
  } | null;
}

/** One prize that is given. */
export interface Award {
  /** Place of the line in the prizes of the rules, from 0. */
  line: number;
  /** 1 … quota. */
  place: number;
  by: PrizeLine['by'];
  /** Exactly one of the two. */
  person: string | null;
  /** The unit that gets it; of a person's prize the unit that the person stands for, null where units decide nothing. */
  unit: number | null;
  /** The rank by which it was won; of a special prize null. */
  rank: number | null;
  /** How many who stood before fell out by decision and were replaced: above 0 it is given to the next in line. */
  movedUp: number;
}

/** Why somebody whose turn it was got nothing. */
export type PassedReason =
  /** Has a prize of this field already, or of an earlier settlement. */
  | 'has_prize'
  | 'unit_cap'
  | 'not_full_marks'
  /** By decision; `out` says which. */
  | 'out'
  /** Chosen for a prize among winners without being one. */
  | 'no_prize';

/** Somebody whose turn it was before the last winner of that board, or who fell out by decision. */
export interface PassedOver {
  line: number;
  person: string | null;
  unit: number | null;
  rank: number | null;
  reason: PassedReason;
  out: OutReason | null;
}

export interface NotGiven {
  line: number;
  /** How many prizes of the line. */
  count: number;
  /**
   * Nobody is left who may get it; who fell out is not replaced; a tie is open; people have not said who gets it.
   */
  reason: 'nobody_left' | 'not_replaced' | 'tie_open' | 'undecided';
}

export interface OpenTie {
  /** The lines that hang on it. */
  lines: number[];
  persons: string[];
  units: number[];
}

export interface Draw {
  audience: string | null;
  /** Rank of the first of those who were equal. */
  rank: number;
  /** How many were equal. */
  among: number;
  /** In the order drawn, up to the last who got a prize; `number` is the lot as 16 hexadecimal digits. */
  lots: { person: string; number: string }[];
}

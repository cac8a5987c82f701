import type { Field, GuessRule } from '../regulations/standings.js';
import type { PrizePlan, Regulations, RoundPlan, UnitPlan } from '../regulations/regulations.js';

/** Name and edition of the file: a reader that knows another edition refuses it. */
export const FROZEN_INPUT_FORMAT = 'thi-cchc/du-lieu-chot/1';

/**
 * All by which the results of one field are decided, frozen at one moment and **published as it stands**: who has this file
 * finds the winners again without us. So it holds no name, phone, account or birth date. People have the number that the
 * contest gave them ('N000123'), and the house keeps apart who is who. Instants are epoch ms, scores 1/1000 point, and
 * every number is a whole one, so that there is one way to write it (`canonicalPieces`).
 */
export interface FrozenInput {
  format: typeof FROZEN_INPUT_FORMAT;
  contest: { slug: string; title: string };
  /** What is settled: a round, a phase or the contest, with every audience in it. */
  field: SettledField;
  /** Number of the published revision of the rules. */
  ruleRevision: number;
  /** Version of the software that froze it. */
  software: string;
  frozenAt: number;
  rules: DecidingRules;
  /** What predictions are measured against; null where nothing is predicted. */
  truths: PredictionTruths | null;
  /** Null where nothing is drawn by lot. */
  lot: LotOfField | null;
  persons: {
    /** The highest number that an earlier settlement gave, 0 for none: whoever is new here goes on from it by first start. */
    numberedBefore: number;
  };
  attempts: {
    columns: typeof ATTEMPT_COLUMNS;
    /** In the order of their numbers. */
    rows: AttemptRow[];
  };
  /** Units of the contest by id; empty unless a cap, a unit prize or a unit ranking asks for them (`needsUnits`). */
  units: FrozenUnit[];
  /** Published settlements of the same contest, whose winners may not win again or are counted here; in their order. */
  earlier: EarlierSettlement[];
  decisions: Decisions;
}

export interface SettledField extends Pick<Field, 'of' | 'code'> {
  /** 'Đợt 1'; for the contest its title. */
  title: string;
}

/** The part of the regulations that decides who wins, field by field as it stands in them. */
export interface DecidingRules {
  calendar: { rounds: Pick<RoundPlan, 'code' | 'phase'>[] };
  audiences: Pick<Regulations['audiences'], 'groups'>;
  counting: Regulations['counting'];
  prediction: GuessRule | null;
  ranking: Regulations['ranking'];
  prizes: PrizePlan;
  units: Pick<UnitPlan, 'participation' | 'blocks' | 'ranking'>;
}

/** The truth of the prediction, counted over the valid attempts of this file when it was frozen; anyone counts it again. */
export interface PredictionTruths {
  /** What is counted, in words: 'Số người có bài đúng tất cả các câu trong đợt, tính trên các bài hợp lệ.' */
  definition: string;
  /** When it was counted: after everything that was voided until then. */
  at: number;
  values: TruthValue[];
}

/** One truth. Of a prediction for rounds there is one for each round, for audiences one for each audience. */
export interface TruthValue {
  /** Code of the round or phase; null for the contest. */
  code: string | null;
  /** Null where all audiences are counted together. */
  audience: string | null;
  value: number;
}

/**
 * The lot of the field. Its seed was fixed and the commitment shown before anybody could know the numbers of people; who
 * reads the seed afterwards checks that it is the same one, and draws again (`lotOf`).
 */
export interface LotOfField {
  /** sha256 of the seed's text, 64 hexadecimal digits in small letters. */
  commitment: string;
  committedAt: number;
  /** 64 hexadecimal digits in small letters; null until the draw. */
  seed: string | null;
  /** Mixed into the seed (`drawSeedOf`); left out where nothing is. */
  words?: PublicWords;
}

/** A text that anybody can look up and nobody could know when it was said where it will come from. */
export interface PublicWords {
  /** 'Giải đặc biệt xổ số Nghệ An ngày 30/11/2026' */
  source: string;
  /** When that was said, for everybody to read. */
  saidAt: number;
  /** As it came out: '083715'. */
  text: string;
}

/** The columns of `AttemptRow`, in its order. */
export const ATTEMPT_COLUMNS = [
  'attempt',
  'person',
  'round',
  'audience',
  'unit',
  'startedAt',
  'submittedAt',
  'durationMs',
  'score',
  'fullMarks',
  'prediction',
  'birthOrder',
] as const;

/**
 * One valid attempt; a list and no record, because there are hundreds of thousands of them. Rounds that are not of the field
 * stand here for the truth of a prediction or for the score of the round before (`roundsNeeded`); they give nobody a place.
 */
export type AttemptRow = [
  /** From 1, by start, then submit, then the own id of the attempt: the last thing by which an attempt counts. */
  attempt: number,
  /** 'N000123', see `personNumber`. */
  person: string,
  /** Code of the round. */
  round: string,
  /** Code of the audience; null where the contest has none. */
  audience: string | null,
  /** Id of the unit; null where units decide nothing. */
  unit: number | null,
  startedAt: number,
  submittedAt: number,
  /** What the ranking compares, pauses taken off. */
  durationMs: number,
  score: number,
  fullMarks: boolean,
  /** Null = nothing was guessed, or nothing is asked. */
  prediction: number | null,
  /** The oldest has 1, and who are of one day have one number; null = not said, or birth dates decide nothing. */
  birthOrder: number | null,
];

/** A unit as it stands in the contest. */
export interface FrozenUnit {
  id: number;
  /** Its public name. */
  title: string;
  /** Code of the block; null = none. */
  block: string | null;
  headcount: number | null;
  parent: number | null;
  /** Only invited units are ranked and get prizes. */
  invited: boolean;
}

/** What a settlement before this one gave, as its winner file says it. */
export interface EarlierSettlement extends Pick<Field, 'of' | 'code'> {
  /** Hash of its winner file. */
  hash: string;
  /** Prizes to people; `line` is the place in `rules.prizes.list`, from 0. */
  awards: { line: number; person: string; unit: number | null }[];
}

/**
 * Why somebody is no winner though the rank is one: papers do not fit what was declared; does not want the prize; did not
 * claim it in time; attempts not recognised after all; may not take part.
 */
export const OUT_REASONS = ['not_verified', 'declined', 'not_claimed', 'voided', 'excluded'] as const;
export type OutReason = (typeof OUT_REASONS)[number];

/** What people decided, each part in the order of its fields (`inOrder`). */
export interface Decisions {
  /** Falls out: of one prize line, or of all (null). Places in the standings stay. */
  personsOut: { person: string; line: number | null; reason: OutReason }[];
  unitsOut: { unit: number; line: number | null; reason: OutReason }[];
  /** Who gets a prize that people award (by minority, jury, referral), in the order decided. */
  given: ({ line: number; person: string } | { line: number; unit: number })[];
  /** In what order people put those whom the rules leave equal and a prize cannot: drawn by hand, or decided. */
  personOrders: { persons: string[] }[];
  unitOrders: { units: number[] }[];
}

export const NO_DECISIONS: Decisions = { personsOut: [], unitsOut: [], given: [], personOrders: [], unitOrders: [] };

/** The number of a person as it is printed: `personNumber(123)` is 'N000123'. */
export const personNumber = (n: number): string => `N${String(n).padStart(6, '0')}`;

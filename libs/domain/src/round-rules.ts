export type { RuleFault } from './rule-shape.js';

/** One line of the blueprint: how many items of which topic and level. null = any. */
export interface BlueprintCell {
  topic: string | null;
  level: 1 | 2 | 3 | null;
  count: number;
}

export interface PaperRules {
  blueprint: BlueprintCell[];
  /** Only items of this part of the bank; null = the whole bank. */
  subBank: string | null;
  /** Audiences whose papers are drawn from a part of their own instead; left out: none. */
  byAudience?: { audienceId: number; subBank: string }[];
  /** false keeps the order of the blueprint ("from easy to hard"). */
  shuffleItems: boolean;
  shuffleOptions: boolean;
  /** Not the same item twice to one person while enough others remain. */
  avoidSeenItems: boolean;
}

export interface TimingRules {
  /** Time for one attempt; null = until the round closes. */
  durationMs: number | null;
  /** How late a submit (and only a submit) may arrive after the deadline. */
  graceMs: number;
  /** An attempt that would outlast its round: cut at the close, or given its full time. */
  atRoundEnd: 'cut' | 'full_time';
}

export interface ScoringRules {
  /** Points of an item in 1/1000. */
  pointsMilli: number;
  /** Other points for items of these topics; 0 = asked but unscored. */
  pointsMilliByTopic: Record<string, number>;
  /** How an item with several right options is marked, see scoring.ts. */
  multiple: 'all_or_nothing' | 'partial' | 'penalty';
  /** Under 'penalty': what each wrong option chosen costs, in 1/1000 point. Otherwise 0. */
  wrongPenaltyMilli: number;
  /** The score of a paper never falls below 0. */
  floorAtZero: boolean;
  /** To what the score of a paper is rounded, half up; left out: not at all. */
  rounding?: Rounding;
}

/** Not at all, to 0.1 point, to a whole point. */
export type Rounding = 'exact' | 'tenth' | 'whole';
export const ROUNDINGS: readonly Rounding[] = ['exact', 'tenth', 'whole'];

/** At most so many attempts per period, all of them together (AND); null = no limit. Periods are local days and ISO weeks. */
export interface AttemptLimits {
  perDay: number | null;
  perWeek: number | null;
  perRound: number | null;
  perPhase: number | null;
  perContest: number | null;
  /** From one start to the next. */
  minGapMs: number | null;
}

export interface PredictionRule {
  subject: 'persons_all_correct' | 'persons_taking_part' | 'attempts';
  min: number;
  max: number;
  /** Where it stands on the page: before the questions; left out: after them. */
  asked?: 'before';
  /** Until when its owner may change it: the end of the round; left out: the submit. */
  changeUntil?: 'round_end';
  /** Of several attempts, whose prediction counts: that of the counted attempt, the first ever given, or the last. */
  whichCounts: 'counted_attempt' | 'first' | 'last';
}

export type ReleaseMoment = 'at_submit' | 'round_end' | 'contest_end' | 'never';

export interface ReleaseRules {
  score: ReleaseMoment;
  ownAnswers: ReleaseMoment;
  key: ReleaseMoment;
  /** Why it is right, never before the key; left out: with it. */
  explanations?: ReleaseMoment;
}

/** The rules of a round as data. Durations in ms, points in 1/1000. */
export interface RoundRules {
  schema: 1;
  paper: PaperRules;
  timing: TimingRules;
  scoring: ScoringRules;
  limits: AttemptLimits;
  /** An attempt whose time ran out before any question was answered counts nowhere, and uses no limit up. */
  forgivesAbandoned?: boolean;
  prediction: PredictionRule | null;
  release: ReleaseRules;
}

/** Release moments from the earliest to the latest. */
export const RELEASE_MOMENTS: readonly ReleaseMoment[] = ['at_submit', 'round_end', 'contest_end', 'never'];

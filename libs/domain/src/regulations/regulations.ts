import type { CountingRule } from '../counting.js';
import type { DurationPrecision, RankingCriterion } from '../criteria/index.js';
import type {
  BlueprintCell,
  PredictionRule,
  ReleaseMoment,
  Rounding,
  ScoringRules,
  TimingRules,
} from '../round-rules.js';
import type { Sight } from '../sight.js';
import type { UnitKind } from '../contest-page.js';
import type { UnitMetric } from '../unit-metrics/index.js';

/**
 * The published rules (thể lệ) of a contest as one document: what an organizer decides, in the units that people use
 * (minutes, points, local time). Everything else is made from it: the printed thể lệ, the help of the form, the ranking,
 * and the rules that the server keeps during an attempt (`serverRules`).
 *
 * Sections follow the list of what real contests decide; the comment of each says what it settles. A file may leave out
 * what `DEFAULTS` says. Local times are 'YYYY-MM-DD HH:mm' in Vietnam; '24:00' is the end of that day.
 *
 * Source: the published rules of about forty contests, 2016 to 2026.
 */
export interface Regulations {
  schema: 1;
  /** Its name in addresses: small letters, digits and hyphens. */
  slug: string;
  title: string;
  host: Host;
  /** Two or three sentences for who opens the link. */
  about: string | null;
  calendar: { phases: Phase[]; rounds: RoundPlan[] };
  audiences: {
    /** Empty: everybody is one audience. */
    groups: { code: string; title: string }[];
    /** Who fits two of them: chooses one, or stands in the first of the list. */
    whenTwo: 'person_chooses' | 'first_listed';
  };
  eligibility: Eligibility;
  identity: IdentityPlan;
  paper: PaperPlan;
  time: TimePlan;
  attempts: AttemptPlan;
  scoring: ScoringPlan;
  counting: {
    rule: CountingRule;
    /** In a phase or contest of several rounds: one attempt stands for the person, or the counted one of each round is added. */
    across: 'one_attempt' | 'sum_of_rounds';
  };
  prediction: PredictionPlan | null;
  ranking: {
    criteria: RankingCriterion[];
    durationPrecision: DurationPrecision;
    /** Whether two people whom the whole chain leaves equal share a rank. */
    sharedRank: boolean;
    /** One board for each audience, or one for all. */
    byAudience: boolean;
  };
  prizes: PrizePlan;
  units: UnitPlan;
  release: ReleasePlan;
  verification: VerificationPlan;
  publication: {
    /** Who signs the decision on the results: 'Chủ tịch UBND tỉnh'. Number and date are the document office's. */
    signer: string | null;
    /** Days after the end of a round within which its results are announced; null = not said. */
    withinDays: number | null;
  };
  personalData: {
    /** For how many months after the last round names, phones and birth dates are kept. */
    retentionMonths: number;
  };
  extras: Extras;
  /** Why something is so, by its path: for whoever reads the file next year, not printed. */
  notes: Record<string, string>;
}

export interface Host {
  /** Cơ quan tổ chức, and the one above it. */
  agency: string | null;
  managingAgency: string | null;
  /** Colour of buttons and links on its pages, '#rrggbb'; null = that of the product. Not printed. */
  accent: string | null;
  hotline: string | null;
  hours: string | null;
  zalo: string | null;
}

export interface Phase {
  code: string;
  title: string;
}

/** A window with its own papers and board. An attempt belongs to the round that it was started in. */
export interface RoundPlan {
  code: string;
  title: string;
  /** Code of its phase; null = none. */
  phase: string | null;
  opensAt: string;
  closesAt: string;
  /** Only items of this part of the bank; null = what `paper` says. */
  subBank: string | null;
  /** Sections in which this round differs from the contest, each whole; null = as the contest. */
  differs: { paper: PaperPlan | null; time: TimePlan | null; attempts: AttemptPlan | null };
}

export interface Eligibility {
  /** Whole years of age on a day. */
  minimumAge: { years: number; on: string } | null;
  maximumAge: { years: number; on: string } | null;
  /** Where one must live, study or work: 'thành phố Huế'; null = anywhere. */
  place: string | null;
  /** Of any unit of the tree, or of the invited ones only. */
  units: 'any' | 'invited_only';
  /** Anybody, or who stands on a list of people. */
  roster: 'open' | 'listed_only';
  /** Level of the electronic identity (VNeID) that one must have; null = none. */
  eidLevel: 1 | 2 | null;
  /** Who may not take part. */
  excluded: ExcludedGroup[];
}

export const EXCLUDED_GROUPS = ['organizers', 'jury', 'drafters', 'technicians', 'relatives'] as const;
export type ExcludedGroup = (typeof EXCLUDED_GROUPS)[number];

export interface IdentityPlan {
  /** What makes two sign-ups one person, in all rounds. */
  key: 'phone' | 'citizen_number' | 'staff_number' | 'eid';
  /** What cannot be changed by oneself after the first attempt. */
  locked: ('full_name' | 'birth_date' | 'unit')[];
  /** Whether a locked field is corrected at request, or not at all. */
  corrections: 'by_request' | 'none';
}

export interface PaperPlan {
  /** Drawn for each attempt from the blueprint, or the same questions for everybody. */
  kind: 'drawn' | 'fixed';
  blueprint: BlueprintCell[];
  /** Only items of this part of the bank; null = the whole bank. */
  subBank: string | null;
  /** Own questions for some audiences. */
  byAudience: { audience: string; subBank: string }[];
  shuffleItems: boolean;
  shuffleOptions: boolean;
  avoidSeenItems: boolean;
  /** Questions with several right options: none; with the number of right ones told; or not told. */
  multipleRight: 'none' | 'number_told' | 'number_untold';
}

export interface TimePlan {
  /** For the paper, for each question, or to the end of the round. */
  kind: 'paper' | 'question' | 'none';
  /** Seconds of the paper or of a question; null with 'none'. */
  seconds: number | null;
  graceSeconds: number;
  atRoundEnd: TimingRules['atRoundEnd'];
  /** Whether people who need it (disability) get more time at request. */
  extraTime: boolean;
}

/** Limits hold all together; null = none. Days and ISO weeks are local. */
export interface AttemptPlan {
  perDay: number | null;
  perWeek: number | null;
  perRound: number | null;
  perPhase: number | null;
  perContest: number | null;
  minGapMinutes: number | null;
  /** Whether an attempt that was begun and left uses one up. */
  abandonedCounts: boolean;
  /** Whether people may practise without limit, apart from every figure. */
  practice: boolean;
}

export interface ScoringPlan {
  /** Points of a question. */
  points: number;
  /** Other points for questions of these topics. */
  pointsByTopic: Record<string, number>;
  multiple: ScoringRules['multiple'];
  /** Under 'penalty': what each wrong option chosen costs. */
  wrongPenalty: number;
  floorAtZero: boolean;
  /** How the score of a paper is rounded: not at all, to 0.1 or to whole points (half up). */
  rounding: Rounding;
}

export interface PredictionPlan {
  /** Before or after the questions are answered. */
  asked: 'before' | 'after';
  subject: PredictionRule['subject'];
  /** In what the number is counted: the round, its phase, the whole contest; among the own audience or all. */
  of: 'round' | 'phase' | 'contest';
  among: 'own_audience' | 'all';
  /** How a guess is judged: nearest; nearest that is not over; exact only. The truth is counted after voiding. */
  compare: 'nearest' | 'not_over' | 'exact_only';
  /** One too many and one too few: equal, or one of them is better. */
  equalDistance: 'equal' | 'under_first' | 'over_first';
  changeUntil: 'submit' | 'round_end';
  /** Of several attempts, whose guess counts. */
  whichCounts: PredictionRule['whichCounts'];
  min: number;
  max: number;
}

export interface PrizePlan {
  list: PrizeLine[];
  /** One prize to a person at most, in each round or in the whole contest; null = no such rule. */
  onePerPerson: 'round' | 'contest' | null;
  /** Prizes for people of one unit at most, in what is ranked; null = no such rule. */
  perUnitMax: number | null;
  /** Only people with full marks get one. */
  onlyFullMarks: boolean;
  /** When a winner falls out: the next in line moves up, or the prize is not given. */
  replacement: 'next_in_line' | 'not_given';
}

export interface PrizeLine {
  title: string;
  /** Given for each round, each phase or the whole contest. */
  of: 'round' | 'phase' | 'contest';
  to: 'person' | 'unit';
  /** What it is given by: the board, or something special. */
  by: 'rank' | 'youngest' | 'oldest' | 'minority' | 'most_first_prizes' | 'most_participants' | 'jury' | 'referral';
  /** Code of the audience or block that it is for; null = all. */
  audience: string | null;
  block: string | null;
  quota: number;
  amountVnd: number | null;
  detail: string | null;
}

export interface UnitPlan {
  kind: UnitKind;
  example: string | null;
  participation: { minAttempts: number; childrenCountForParent: boolean };
  blocks: { code: string; title: string }[];
  /** Null: units are counted, not ranked. */
  ranking: {
    metrics: { metric: UnitMetric; weight: number }[];
    /** Smaller units are ranked apart from the table; null = none is too small. */
    minimumHeadcount: number | null;
    /** Attempts of one person that count for the unit; null = all. */
    attemptsPerPersonMax: number | null;
    /** When units are equal. */
    tie: UnitMetric[];
  } | null;
}

export interface ReleasePlan {
  score: ReleaseMoment;
  ownAnswers: ReleaseMoment;
  key: ReleaseMoment;
  explanations: ReleaseMoment;
  board: {
    shown: 'live' | 'frozen' | 'after' | 'hidden';
    /** With 'frozen': minutes before the end of the round in which it stands still. */
    frozenMinutes: number | null;
  };
  unitTable: Sight;
  silentUnits: Sight;
  counters: Sight;
  maskNames: boolean;
  /** Winners and people who agreed are named in full; never children. */
  fullNamesWithConsent: boolean;
}

export const VOID_REASONS = [
  'wrong_data',
  'other_persons_data',
  'proxy',
  'many_accounts',
  'excluded_person',
  'technical_fraud',
] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

export interface VerificationPlan {
  /** Papers that a winner shows: 'CCCD hoặc VNeID'. */
  papers: string[];
  /** Days to claim a prize, and to appeal against results; null = not said. */
  claimDays: number | null;
  appealDays: number | null;
  voidReasons: VoidReason[];
  decidedBy: string;
  /** People who must agree before winners are announced. */
  approvals: 1 | 2;
}

export interface Extras {
  essay: { prompt: string; wordsMax: number } | null;
  team: { membersMax: number } | null;
  /** What everybody who completes gets at once. */
  instantGift: string | null;
  survey: boolean;
  referral: boolean;
}

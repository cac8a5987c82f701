import {
  accentColours,
  BLANK_BRANDING,
  BLANK_PAGE,
  CRITERION_NAMES,
  isoInstant,
  type AccentColours,
  type Branding,
  type ContestPage,
  type ContestRules,
  type RoundRules,
} from '#domain';
import type { ContestRow, RoundRow } from './directory.queries.js';

/** Where a contest or round stands in time: not open yet, open, over. */
export type Moment = 'coming' | 'running' | 'finished';

/** A contest in a list. Instants are ISO 8601 in UTC. */
export interface ContestSummary {
  id: number;
  slug: string;
  title: string;
  state: Moment;
  opensAt: string;
  closesAt: string;
  sample: boolean;
  rounds: number;
  /** The round that is open now, if there is one. */
  openRound: { id: string; title: string; closesAt: string } | null;
}

/** A round with everything its rules let people know beforehand; never what is in its pool. */
export interface RoundDetails {
  /** As it stands in addresses: contest number, hyphen, round number. */
  id: string;
  number: number;
  title: string;
  phase: string | null;
  state: Moment;
  opensAt: string;
  closesAt: string;
  /** Why the round is not as it was first announced; null when it is. */
  note: string | null;
  questions: number;
  /** How many questions of which topic and level (null: any). */
  blueprint: { topic: string | null; topicTitle: string | null; level: 1 | 2 | 3 | null; count: number }[];
  /** Time for one attempt in ms; null = until the round closes. */
  durationMs: number | null;
  graceMs: number;
  atRoundEnd: 'cut' | 'full_time';
  scoring: Required<RoundRules['scoring']>;
  limits: RoundRules['limits'];
  prediction: RoundRules['prediction'];
  release: Required<RoundRules['release']>;
}

export interface ContestDetails extends ContestSummary, Omit<ContestPage, 'contact' | 'accent'> {
  /** What its pages are drawn with instead of the colours of the product, by token; null = nothing of its own. */
  colours: AccentColours | null;
  hotline: string | null;
  contact: { hotline: string | null } & ContestPage['contact'];
  /** Logo, banner, footer and signed papers. */
  branding: Branding;
  phases: { id: number; title: string }[];
  audiences: { id: number; code: string; title: string }[];
  roundList: RoundDetails[];
  rules: {
    counting: ContestRules['counting'];
    /** The ranking chain in order, each with its Vietnamese name. */
    ranking: { criterion: string; name: string }[];
    durationPrecision: 's' | 'ms';
    participation: ContestRules['participation'];
    minimumAge: ContestRules['minimumAge'];
    maximumAge: ContestRules['minimumAge'];
    /** Only people of the invited units, and of those below them, take part. */
    invitedOnly: boolean;
    maskNames: boolean;
    /** The boards of phases and of the contest add the scores of the rounds. */
    addsRounds: boolean;
    /** People of all audiences stand on one board. */
    isOneBoard: boolean;
  };
  units: { invited: number };
  /** For how many months after its last round it keeps names, phones and birth dates. */
  retentionMonths: number;
  /** Whether the whole thể lệ can be printed, by `regulationsOf`. */
  hasRegulations: boolean;
  /** People can practise now. */
  hasPractice: boolean;
}

/** Windows are half-open: at the very instant of closing a round is over. */
export function momentOf(now: number, opensAt: number, closesAt: number): Moment {
  if (now < opensAt) return 'coming';
  return now < closesAt ? 'running' : 'finished';
}

/**
 * The contest as its list shows it at an instant (epoch ms). It runs from the opening of its first round to the close of
 * its last one, also in the pauses between; one that was closed by hand is over.
 */
export function summaryOf(row: ContestRow, now: number): ContestSummary {
  const opensAt = Math.min(...row.rounds.map((round) => round.opensMs));
  const closesAt = Math.max(...row.rounds.map((round) => round.closesMs));
  const open = row.rounds.find((round) => momentOf(now, round.opensMs, round.closesMs) === 'running');
  const isClosed = row.status === 'closed';
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    state: isClosed ? 'finished' : momentOf(now, opensAt, closesAt),
    opensAt: isoInstant(opensAt),
    closesAt: isoInstant(closesAt),
    sample: row.sample,
    rounds: row.rounds.length,
    openRound:
      open && !isClosed
        ? { id: `${row.id}-${open.number}`, title: open.title, closesAt: isoInstant(open.closesMs) }
        : null,
  };
}

export function detailsOf(row: ContestRow, now: number): ContestDetails {
  const {
    counting,
    across,
    ranking,
    oneBoard,
    participation,
    minimumAge,
    maximumAge = null,
    invitedOnly = false,
    board,
  } = row.rules;
  // A page that was stored before a field was known says nothing of it.
  const page = { ...BLANK_PAGE, ...row.page };
  const { agency, managingAgency, accent, summary, contact, unitKind, unitExample, prizes, documents } = page;
  const short = summaryOf(row, now);
  return {
    ...short,
    agency,
    managingAgency,
    colours: accent === null ? null : accentColours(accent),
    summary,
    hotline: row.hotline,
    contact: { hotline: row.hotline, ...contact },
    unitKind,
    unitExample,
    prizes,
    documents,
    branding: row.branding ?? BLANK_BRANDING,
    phases: row.phases,
    audiences: row.audiences,
    roundList: row.rounds.map((round) => roundOf(row, round, now)),
    rules: {
      counting,
      ranking: ranking.criteria.map((criterion) => ({ criterion, name: CRITERION_NAMES[criterion] })),
      durationPrecision: ranking.durationPrecision,
      participation,
      minimumAge,
      maximumAge,
      invitedOnly,
      maskNames: board.maskNames,
      addsRounds: across === 'sum_of_rounds',
      isOneBoard: oneBoard === true,
    },
    units: { invited: row.invited },
    retentionMonths: row.retention_months,
    hasRegulations: row.has_regulations,
    hasPractice: row.has_practice && (row.practises_meanwhile || short.state !== 'running'),
  };
}

function roundOf(row: ContestRow, round: RoundRow, now: number): RoundDetails {
  const { paper, timing, scoring, limits, prediction, release } = round.rules;
  const titles = new Map(row.topics.map(({ code, title }) => [code, title]));
  return {
    id: `${row.id}-${round.number}`,
    number: round.number,
    title: round.title,
    phase: row.phases.find(({ id }) => id === round.phaseId)?.title ?? null,
    state: row.status === 'closed' ? 'finished' : momentOf(now, round.opensMs, round.closesMs),
    opensAt: isoInstant(round.opensMs),
    closesAt: isoInstant(round.closesMs),
    note: round.note,
    questions: paper.blueprint.reduce((sum, { count }) => sum + count, 0),
    blueprint: paper.blueprint.map(({ topic, level, count }) => ({
      topic,
      topicTitle: topic === null ? null : (titles.get(topic) ?? topic),
      level,
      count,
    })),
    durationMs: timing.durationMs,
    graceMs: timing.graceMs,
    atRoundEnd: timing.atRoundEnd,
    scoring: { ...scoring, rounding: scoring.rounding ?? 'exact' },
    limits,
    prediction,
    release: { ...release, explanations: release.explanations ?? release.key },
  };
}

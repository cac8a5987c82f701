import { DEFAULT_RANKING } from '../ranking.js';

const SIGHT_PUBLIC = { who: 'public', when: 'live' } as const;

/**
 * What holds where a file says nothing: the plainest rule of the contests seen, and the careful one where they differ in
 * who is treated fairly (prediction before any time, no milliseconds, masked names, silent units shown to their own chain
 * only). The questions, rounds, title and prizes have no default.
 */
export const DEFAULTS = {
  host: { agency: null, managingAgency: null, accent: null, hotline: null, hours: null, zalo: null },
  about: null,
  calendar: { phases: [] },
  audiences: { groups: [], whenTwo: 'person_chooses' },
  eligibility: {
    minimumAge: null,
    maximumAge: null,
    place: null,
    units: 'any',
    roster: 'open',
    eidLevel: null,
    excluded: ['organizers', 'jury', 'drafters', 'technicians'],
  },
  identity: { key: 'phone', locked: ['full_name', 'birth_date', 'unit'], corrections: 'by_request' },
  paper: {
    kind: 'drawn',
    subBank: null,
    byAudience: [],
    shuffleItems: true,
    shuffleOptions: true,
    avoidSeenItems: true,
    multipleRight: 'none',
  },
  time: { kind: 'paper', seconds: null, graceSeconds: 60, atRoundEnd: 'cut', extraTime: true },
  attempts: {
    perDay: null,
    perWeek: null,
    perRound: null,
    perPhase: null,
    perContest: null,
    minGapMinutes: null,
    abandonedCounts: true,
    practice: false,
  },
  scoring: {
    points: 1,
    pointsByTopic: {},
    multiple: 'all_or_nothing',
    wrongPenalty: 0,
    floorAtZero: true,
    rounding: 'exact',
  },
  counting: { rule: 'best', across: 'one_attempt' },
  prediction: null,
  ranking: {
    criteria: ['score', 'duration', 'lot'],
    durationPrecision: 's',
    sharedRank: false,
    byAudience: true,
  },
  prizes: { list: [], onePerPerson: null, perUnitMax: null, onlyFullMarks: false, replacement: 'next_in_line' },
  units: {
    kind: 'workplace',
    example: null,
    participation: { minAttempts: 1, childrenCountForParent: false },
    blocks: [],
    ranking: null,
  },
  release: {
    score: 'at_submit',
    ownAnswers: 'at_submit',
    key: 'round_end',
    explanations: 'round_end',
    board: { shown: 'live', frozenMinutes: null },
    unitTable: SIGHT_PUBLIC,
    silentUnits: { who: 'own_units', when: 'live' },
    counters: SIGHT_PUBLIC,
    maskNames: true,
    fullNamesWithConsent: true,
  },
  verification: {
    papers: [],
    claimDays: null,
    appealDays: null,
    voidReasons: ['wrong_data', 'other_persons_data', 'proxy', 'many_accounts', 'excluded_person', 'technical_fraud'],
    decidedBy: 'Ban Tổ chức cuộc thi',
    approvals: 2,
  },
  publication: { signer: null, withinDays: null },
  personalData: { retentionMonths: 24 },
  extras: { essay: null, team: null, instantGift: null, survey: false, referral: false },
  notes: {},
} as const;

/** What a section that is there may leave out, where the section itself may be absent. */
const PREDICTION = {
  asked: 'after',
  of: 'round',
  among: 'all',
  compare: 'nearest',
  equalDistance: 'equal',
  changeUntil: 'submit',
  whichCounts: 'counted_attempt',
  min: 0,
  max: 10_000_000,
};
const UNIT_RANKING = { minimumHeadcount: null, attemptsPerPersonMax: null, tie: [] };
const ROUND = { phase: null, subBank: null, differs: { paper: null, time: null, attempts: null } };
const PRIZE = { to: 'person', by: 'rank', audience: null, block: null, amountVnd: null, detail: null };

/**
 * A file as an organizer writes it with everything filled in that it leaves out. Only fills: what is there stays, right
 * or wrong, for `checkRegulations` to judge. A list or a value replaces the default whole; sections are filled field by field.
 *
 * Example: `completeRegulations({ time: { seconds: 600 } })` keeps `time.graceSeconds` 60 and `ranking` the default chain.
 */
export function completeRegulations(file: unknown): unknown {
  if (!isRecord(file)) return file;
  const asksPrediction = isRecord(file['prediction']);
  const ranking = asksPrediction ? { ...DEFAULTS.ranking, ...DEFAULT_RANKING } : DEFAULTS.ranking;
  const whole = fill(file, { ...DEFAULTS, ranking }) as Record<string, unknown>;
  if (asksPrediction) whole['prediction'] = fill(file['prediction'] as Record<string, unknown>, PREDICTION);
  const { calendar, prizes, units } = whole;
  if (isRecord(calendar)) {
    whole['calendar'] = { ...calendar, rounds: fillEach(calendar['rounds'], (one) => fillRound(one, whole)) };
  }
  if (isRecord(prizes)) whole['prizes'] = { ...prizes, list: fillEach(prizes['list'], (one) => fill(one, PRIZE)) };
  if (isRecord(units) && isRecord(units['ranking'])) {
    whole['units'] = { ...units, ranking: fill(units['ranking'], UNIT_RANKING) };
  }
  return whole;
}

/** What a round says differently is filled from the section of the contest, so that it may say only what differs. */
function fillRound(round: Record<string, unknown>, whole: Record<string, unknown>): unknown {
  const filled = fill(round, ROUND) as Record<string, unknown>;
  const { differs } = filled;
  if (!isRecord(differs)) return filled;
  const sections = Object.entries(differs).map(([name, section]) => {
    const common = whole[name];
    return [name, isRecord(section) && isRecord(common) ? fill(section, common) : section];
  });
  return { ...filled, differs: Object.fromEntries(sections) as object };
}

function fillEach(list: unknown, each: (one: Record<string, unknown>) => unknown): unknown {
  return Array.isArray(list) ? list.map((one: unknown) => (isRecord(one) ? each(one) : one)) : list;
}

/** Maps (`pointsByTopic`, `notes`) have an empty default, so that filling adds nothing to them. */
function fill(given: Record<string, unknown>, defaults: Readonly<Record<string, unknown>>): unknown {
  const filled: Record<string, unknown> = { ...given };
  for (const [name, preset] of Object.entries(defaults)) {
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    if (own === undefined) filled[name] = copyOf(preset);
    else if (isRecord(own) && isRecord(preset)) filled[name] = fill(own, preset);
  }
  return filled;
}

/** Defaults are shared by all files: nobody gets hold of them. */
const copyOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

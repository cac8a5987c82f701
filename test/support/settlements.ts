import fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  ATTEMPT_COLUMNS,
  commitmentOf,
  decidingRules,
  FROZEN_INPUT_FORMAT,
  inOrder,
  needsBirthOrder,
  needsUnits,
  NO_DECISIONS,
  personNumber,
  roundsNeeded,
  truthDefinition,
  truthValues,
  type AttemptRow,
  type Decisions,
  type DecidingRules,
  type PrizeLine,
  type RankingCriterion,
  type UnitMetric,
  type WinnerFile,
  winnersOf,
  type EarlierSettlement,
  type FrozenInput,
  type FrozenUnit,
  type Regulations,
  type SettledField,
  type Sha256,
} from '#domain';

export const sha256: Sha256 = (pieces) => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

export const SEED = '5eed'.repeat(16);

/** What a test says of an attempt; the rest is plain. */
export interface Tried {
  person: number;
  round?: string;
  audience?: string | null;
  unit?: number | null;
  startedAt?: number;
  durationMs?: number;
  score?: number;
  fullMarks?: boolean;
  prediction?: number | null;
  birthOrder?: number | null;
}

export interface Settled {
  rules: DecidingRules;
  field?: SettledField;
  tried: readonly Tried[];
  seed?: string | null;
  /** A public text that is mixed into the seed; null: none. */
  words?: string | null;
  units?: FrozenUnit[];
  earlier?: EarlierSettlement[];
  decisions?: Partial<Decisions>;
  /** The numbers that people have in the contest by what a test calls them; who is new is numbered on. Left out: the same. */
  numbers?: Map<number, number>;
}

const START = Date.UTC(2026, 4, 11, 1);

const startOf = ({ startedAt, person }: Tried): number => startedAt ?? START + person * 60_000;

/** A frozen input as the house makes it: only what its field rests on, truths counted from the rows. */
export function frozen(settled: Settled): FrozenInput {
  const { rules, field, seed = SEED, words = null, units = [], earlier = [], decisions, numbers } = settled;
  const of: SettledField = field ?? { of: 'round', code: rules.calendar.rounds[0]!.code, title: 'Đợt 1' };
  const needed = roundsNeeded(rules, of);
  const numberedBefore = numbers?.size ?? 0;
  const tried = settled.tried
    .filter(({ round }) => round === undefined || needed.includes(round))
    .toSorted((a, b) => startOf(a) - startOf(b) || (a.durationMs ?? 0) - (b.durationMs ?? 0));
  for (const { person } of numbers ? tried : []) numbers!.set(person, numbers!.get(person) ?? numbers!.size + 1);
  const rows = tried
    .map((one): AttemptRow => {
      const startedAt = startOf(one);
      const durationMs = one.durationMs ?? 300_000;
      const score = one.score ?? 15_000;
      return [
        0,
        personNumber(numbers?.get(one.person) ?? one.person),
        one.round ?? rules.calendar.rounds[0]!.code,
        one.audience ?? null,
        needsUnits(rules) ? (one.unit ?? null) : null,
        startedAt,
        startedAt + durationMs,
        durationMs,
        score,
        one.fullMarks ?? score === 15_000,
        rules.prediction ? (one.prediction ?? null) : null,
        needsBirthOrder(rules) ? (one.birthOrder ?? null) : null,
      ];
    })
    .sort((a, b) => a[5] - b[5] || a[6] - b[6]);
  rows.forEach((row, i) => (row[0] = i + 1));
  return inOrder({
    format: FROZEN_INPUT_FORMAT,
    contest: { slug: 'cuoc-thi', title: 'Cuộc thi' },
    field: of,
    ruleRevision: 3,
    software: '1.0.0',
    frozenAt: START + 7 * 86_400_000,
    rules,
    truths: rules.prediction && {
      definition: truthDefinition(rules.prediction),
      at: START + 7 * 86_400_000,
      values: truthValues(rules, of, rows),
    },
    lot: rules.ranking.criteria.includes('lot')
      ? {
          ...{ commitment: commitmentOf(seed ?? SEED, sha256), committedAt: START, seed },
          ...(words !== null && { words: { source: 'Xổ số', saidAt: START, text: words } }),
        }
      : null,
    persons: { numberedBefore },
    attempts: { columns: ATTEMPT_COLUMNS, rows },
    units: needsUnits(rules) ? units : [],
    earlier,
    decisions: { ...NO_DECISIONS, ...decisions },
  });
}

/** The fields of a contest in the order in which they are settled: each round, then its phase, then the contest. */
export function fieldsOf({ calendar, title }: Regulations): SettledField[] {
  return [
    ...calendar.rounds.map((round) => ({ of: 'round' as const, code: round.code, title: round.title })),
    ...calendar.phases.map((phase) => ({ of: 'phase' as const, code: phase.code, title: phase.title })),
    { of: 'contest', code: null, title },
  ];
}

/** A handful of units below one another, some of a block, one not invited. */
export function unitsOf({ units: { blocks } }: DecidingRules): FrozenUnit[] {
  return [1, 2, 3, 4, 5, 6].map((id) => ({
    id,
    title: `Đơn vị ${id}`,
    block: blocks.length === 0 || id === 6 ? null : blocks[id % blocks.length]!.code,
    headcount: id === 5 ? null : 3 + id,
    parent: id === 4 ? 1 : null,
    invited: id !== 3,
  }));
}

/** Attempts of two dozen people at all rounds; few values, so that people are equal in every criterion. */
export function triedOf(rules: DecidingRules, [least, most]: [number, number] = [0, 60]): fc.Arbitrary<Tried[]> {
  const rounds = rules.calendar.rounds.map(({ code }) => code);
  const groups = rules.audiences.groups.map(({ code }) => code);
  return fc
    .array(
      fc.record({
        person: fc.integer({ min: 1, max: 24 }),
        round: fc.nat(rounds.length - 1),
        score: fc.nat(2),
        prediction: fc.option(fc.nat(8)),
        from: fc.nat(4),
        seconds: fc.nat(2),
        other: fc.nat(9),
      }),
      { minLength: least, maxLength: most },
    )
    .map((list) =>
      list.map(({ person, round, score, prediction, from, seconds, other }) => ({
        ...{ person, prediction, round: rounds[round]! },
        audience: groups.length === 0 ? null : groups[(person + Number(other === 0)) % groups.length]!,
        unit: person % 7 === 0 ? null : ((person + Number(other === 1)) % 6) + 1,
        startedAt: START + round * 86_400_000 + from * 1000,
        durationMs: 60_000 + seconds * 700,
        score: 13_000 + score * 1000,
        fullMarks: score === 2,
        birthOrder: person % 5 === 0 ? null : 1 + (person % 4),
      })),
    );
}

const CHAIN: RankingCriterion[] = [
  'prediction_distance',
  'duration',
  'submitted_at',
  'started_at',
  'attempt_count',
  'earlier_round_score',
  'youngest',
  'oldest',
];

/** Rules of every kind: the calendar, audiences and blocks of a real contest, and by chance its own or any other rules. */
export function anyRules(base: Regulations): fc.Arbitrary<DecidingRules> {
  const own = decidingRules(base);
  const audience = fc.constantFrom(null, ...own.audiences.groups.map(({ code }) => code));
  const block = fc.constantFrom(null, ...own.units.blocks.map(({ code }) => code));
  const of = fc.constantFrom('round' as const, 'phase' as const, 'contest' as const);
  const some = { title: fc.constant('Giải'), of, quota: fc.integer({ min: 1, max: 4 }), detail: fc.constant(null) };
  const kinds = {
    person: [
      'rank',
      'rank',
      'rank',
      'youngest',
      'oldest',
      'minority',
      'most_first_prizes',
      'jury',
      'referral',
    ] as const,
    unit: ['most_participants', 'most_first_prizes', 'jury'] as const,
  };
  const lines = (canRank: boolean): fc.Arbitrary<PrizeLine[]> => {
    const plain = { ...some, amountVnd: fc.constant(null) };
    const toPerson = fc.record({
      ...plain,
      to: fc.constant('person' as const),
      by: fc.constantFrom(...kinds.person),
      audience,
      block: fc.constant(null),
    });
    const by = fc.constantFrom(...kinds.unit, ...(canRank ? (['rank'] as const) : []));
    const toUnit = fc.record({ ...plain, to: fc.constant('unit' as const), by, audience: fc.constant(null), block });
    return fc.array(fc.oneof({ arbitrary: toPerson, weight: 3 }, toUnit), { minLength: 1, maxLength: 7 });
  };
  const metric = fc.constantFrom<UnitMetric>(
    'persons',
    'attempts',
    'headcount_rate',
    'mean_score',
    'full_mark_share',
    'winners',
  );
  const unitRanking = fc.record({
    metrics: fc
      .uniqueArray(metric, { minLength: 1, maxLength: 3 })
      .map((all) => all.map((one, i) => ({ metric: one, weight: i === 0 ? 100 - 30 * (all.length - 1) : 30 }))),
    minimumHeadcount: fc.constantFrom(null, 5),
    attemptsPerPersonMax: fc.constantFrom(null, 1, 2),
    tie: fc.uniqueArray(metric, { maxLength: 2 }),
  });
  const guess = fc.record({
    subject: fc.constantFrom('persons_all_correct' as const, 'persons_taking_part' as const, 'attempts' as const),
    of,
    among: fc.constantFrom('own_audience' as const, 'all' as const),
    compare: fc.constantFrom('nearest' as const, 'not_over' as const, 'exact_only' as const),
    equalDistance: fc.constantFrom('equal' as const, 'under_first' as const, 'over_first' as const),
    whichCounts: fc.constantFrom('counted_attempt' as const, 'first' as const, 'last' as const),
  });
  const ranking = fc
    .record({
      middle: fc.shuffledSubarray(CHAIN, { maxLength: 3 }),
      hasLot: fc.boolean(),
      durationPrecision: fc.constantFrom('s' as const, 'ms' as const),
      byAudience: fc.boolean(),
    })
    .map(({ middle, hasLot, ...rest }) => ({
      ...{ criteria: ['score' as const, ...middle, ...(hasLot ? ['lot' as const] : [])], sharedRank: !hasLot },
      ...rest,
    }));
  return fc
    .record({
      counting: fc.record({
        rule: fc.constantFrom('best' as const, 'first' as const, 'last' as const),
        across: fc.constantFrom('one_attempt' as const, 'sum_of_rounds' as const),
      }),
      prediction: fc.oneof(fc.constant(own.prediction), guess),
      ranking: fc.oneof(fc.constant(own.ranking), ranking),
      units: fc.record({
        participation: fc.record({ minAttempts: fc.constantFrom(1, 2), childrenCountForParent: fc.boolean() }),
        ranking: fc.oneof(fc.constant(own.units.ranking), unitRanking),
      }),
      limits: fc.record({
        onePerPerson: fc.constantFrom(null, 'round' as const, 'contest' as const),
        perUnitMax: fc.constantFrom(null, 1, 2),
        onlyFullMarks: fc.boolean(),
        replacement: fc.constantFrom('next_in_line' as const, 'not_given' as const),
      }),
    })
    .chain(({ units, limits, ...rest }) =>
      fc
        .oneof(
          fc.constant(own.prizes.list.filter(({ to, by }) => to === 'person' || by !== 'rank')),
          lines(units.ranking !== null),
        )
        .map((list) => ({
          ...{ ...own, ...rest, units: { ...own.units, ...units } },
          prizes: { ...own.prizes, ...limits, list },
        })),
    );
}

/** A settlement of any field of a contest by any rules, with decisions, and by chance before its lot is drawn. */
export function anySettlement(base: Regulations): fc.Arbitrary<Settled> {
  const winner = fc.record({
    line: fc.nat(3),
    person: fc.integer({ min: 1, max: 24 }),
    unit: fc.integer({ min: 1, max: 6 }),
  });
  return fc
    .tuple(
      anyRules(base),
      fc.constantFrom<SettledField>(...fieldsOf(base)),
      fc.boolean(),
      fc.constantFrom(null, '083715'),
      fc.array(winner, { maxLength: 4 }),
    )
    .chain(([rules, field, drawn, words, won]) => {
      const awards = won
        .filter(({ line }) => line < rules.prizes.list.length)
        .map(({ line, person, unit }) => ({
          line,
          person: personNumber(person),
          unit: needsUnits(rules) ? unit : null,
        }));
      const earlier = [{ of: 'round' as const, code: rules.calendar.rounds[0]!.code, hash: 'e'.repeat(64), awards }];
      return fc.record({ tried: triedOf(rules), decisions: anyDecisions(rules) }).map((rest) => ({
        ...{ rules, field, units: unitsOf(rules), seed: drawn ? SEED : null, words },
        earlier: field.of === 'round' && field.code === earlier[0]!.code ? [] : earlier,
        ...rest,
      }));
    });
}

/** The settlements of a contest one after the other, winners of each carried on to the next. */
export function settledInOrder(base: Regulations, tried: readonly Tried[]): { input: FrozenInput; file: WinnerFile }[] {
  const rules = decidingRules(base);
  const done: { input: FrozenInput; file: WinnerFile }[] = [];
  const [numbers, units] = [new Map<number, number>(), unitsOf(rules)];
  for (const field of fieldsOf(base)) {
    const earlier = done.map(({ file }) => ({
      ...{ of: file.field.of, code: file.field.code, hash: file.hash },
      awards: file.awards.flatMap(({ line, person, unit }) => (person === null ? [] : { line, person, unit })),
    }));
    const input = frozen({ rules, field, tried, units, earlier, numbers });
    done.push({ input, file: winnersOf(input, sha256) });
  }
  return done;
}

/** Decisions about some of the people and units, and what people choose where the lines leave it to them. */
export function anyDecisions({ prizes: { list } }: DecidingRules): fc.Arbitrary<Partial<Decisions>> {
  const line = fc.constantFrom(null, ...list.keys());
  const reason = fc.constantFrom('not_verified' as const, 'declined' as const, 'voided' as const);
  const person = fc.integer({ min: 1, max: 26 }).map(personNumber);
  const unit = fc.integer({ min: 1, max: 6 });
  const byPeople = [...list.entries()].filter(([, { by }]) => ['minority', 'jury', 'referral'].includes(by));
  return fc.record({
    personsOut: fc.uniqueArray(fc.record({ person, line, reason }), { maxLength: 6, selector: (one) => one.person }),
    unitsOut: fc.uniqueArray(fc.record({ unit, line, reason }), { maxLength: 2, selector: (one) => one.unit }),
    given: fc
      .array(fc.record({ at: fc.nat(), person, unit }), { maxLength: byPeople.length === 0 ? 0 : 5 })
      .map((all) =>
        all.map((one) => {
          const [at, plan] = byPeople[one.at % byPeople.length]!;
          return plan.to === 'person' ? { line: at, person: one.person } : { line: at, unit: one.unit };
        }),
      ),
    personOrders: fc.array(
      fc
        .shuffledSubarray(
          Array.from({ length: 26 }, (_, i) => personNumber(i + 1)),
          { minLength: 20 },
        )
        .map((persons) => ({ persons })),
      { maxLength: 1 },
    ),
    unitOrders: fc.array(
      fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 4 }).map((units) => ({ units })),
      { maxLength: 1 },
    ),
  });
}

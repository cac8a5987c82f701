import { setImmediate as nextTurn } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { run } from '#database';
import {
  checkRankingRule,
  CRITERION_NAMES,
  DomainError,
  earlierRound,
  FirstPlaces,
  isRoundIn,
  LIMITS,
  placeOf,
  publicName,
  rankPrizes,
  shownOf,
  truthName,
  whatDecided,
  type Field,
  type FirstPlace,
  type PrizeLine,
  type RankPrize,
  type RankedAttempt,
  type RankingRule,
  type Regulations,
  type Scope,
  type StandingRules,
  type TruthOf,
} from '#domain';
import { ContestReader, scopeOf, scopeTitle, type ReportedContest, type ScopeWish } from '../report.contest.js';
import * as sql from './simulation.queries.js';

/** Shown where the list of prizes does not say how many there are. */
const PLACES_UNSAID = 20;
const PAGE_ROWS = 1_000;
/** Work without a look at what else waits: a fraction of what anybody notices. */
const STINT_MS = 8;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Another way to rank what was done, and what of it is asked about. */
export interface SimulationWish extends ScopeWish {
  /** Code of the audience; everybody together when not named. */
  audience?: string | undefined;
  ranking: RankingRule;
  counting: Regulations['counting'];
  /** The number that predictions are measured against; null: as the attempts make it. */
  truth: number | null;
  /** How many places are looked at; null: as many as prizes are given there. */
  places: number | null;
}

/** How people are ranked now, to begin from. */
export interface SimulationBasis {
  contest: ReportedContest;
  ranking: RankingRule;
  counting: Regulations['counting'];
  asksPrediction: boolean;
}

/** One person of an order. Scores in 1/1000 point; `rank` by this order, `other` by the other one. */
export interface SimulatedLine {
  rank: number;
  other: number;
  name: string;
  unit: string;
  score: number;
  durationMs: number;
  attempts: number;
  /** Why the person stands before the next one: the step of the chain, and what both have; null when they are equal. */
  ahead: { step: number; criterion: string; own: string; next: string } | null;
  /** What the rank would win in this field: by quotas and, where the rules ask for it, full marks. */
  prize: RankPrize | null;
}

export interface Simulation {
  contest: ReportedContest;
  scope: Scope;
  scopeTitle: string;
  places: number;
  persons: number;
  attempts: number;
  /** What predictions were measured against, where it is one number; null where it is none or several. */
  truth: number | null;
  /** Whether the rules give prizes by rank to who is ranked here. */
  hasPrizes: boolean;
  now: SimulatedLine[];
  then: SimulatedLine[];
}

/** Tells who would win by another chain of criteria, on what was done already. It changes nothing. */
@Injectable()
export class SimulationService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
  ) {}

  /** @throws DomainError CONTEST_NOT_FOUND */
  async basis(slug: string): Promise<SimulationBasis> {
    const contest = await this.contests.bySlug(slug);
    const { ranking, counting, prediction } = (await this.decided(this.dataSource.manager, contest)).rules;
    return { contest, ranking, counting, asksPrediction: prediction !== null };
  }

  /**
   * The first of a field by the rules that hold and by those that are wished, from the same attempts: those that are
   * recognised and graded. Both orders are those of `standings`; the lot is not drawn, so that whom only it would tell apart
   * share a rank. Memory grows by some dozens of bytes a person; the board is not asked, for it leaves out what is not known
   * while a round runs.
   *
   * @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND, INVALID_INPUT (unknown audience), IMPOSSIBLE_RULES with every
   *   fault, SIMULATION_TOO_LARGE {attempts, max}, SIMULATION_BUSY while another one is under way
   */
  async simulate(slug: string, wish: SimulationWish): Promise<Simulation> {
    const contest = await this.contests.bySlug(slug);
    const scope = scopeOf(contest, wish);
    const audience = contest.audiences.find(({ code }) => code === wish.audience) ?? null;
    if (wish.audience !== undefined && audience === null) throw new DomainError('INVALID_INPUT', { field: 'audience' });
    const faults = checkRankingRule(wish.ranking);
    if (faults.length > 0) {
      throw new DomainError('IMPOSSIBLE_RULES', Object.fromEntries(faults.map(({ path, message }) => [path, message])));
    }
    const field: Field = {
      of: scope.kind,
      code: scope.kind === 'contest' ? null : String(scope.id),
      audience: audience && String(audience.id),
    };
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const [turn] = await run(manager, sql.takeTurn, []);
      if (!turn!.is_free) throw new DomainError('SIMULATION_BUSY');
      const { rules: before, prizes } = await this.decided(manager, contest);
      const after: StandingRules = { ...before, ranking: wish.ranking, counting: wish.counting };
      const { lines: prizeLines, onlyFullMarks, places: prizePlaces } = prizes(field, audience?.code ?? null);
      const places = wish.places ?? prizePlaces;
      const attempts = await this.attemptCount(manager, contest.id, [before, after], field);
      const truths = await this.truths(manager, contest.id, before, wish.truth);
      // One more than shown tells what decided the last place.
      const now = new FirstPlaces(before.ranking, places + 1);
      const then = new FirstPlaces(after.ranking, places + 1);
      const breathe = breather();
      for await (const own of this.people(manager, contest.id, [before, after], field)) {
        await breathe();
        const [was, is] = [placeOf(before, own, field, truths.of), placeOf(after, own, field, truths.of)];
        if (was === null || is === null) continue;
        now.add(was, is);
        then.add(is, was);
      }
      const prizesOf = (order: readonly FirstPlace[]) =>
        rankPrizes(
          order.map(({ rank, sharing, place: { fullMarks } }) => ({ rank, sharing, fullMarks })),
          prizeLines,
          onlyFullMarks,
        );
      const rankings = [before.ranking, after.ranking] as const;
      const lines = await this.lines(manager, contest, places, [now, then], rankings, prizesOf);
      return {
        ...{ contest, scope, scopeTitle: scopeTitle(contest, scope), places, persons: now.persons, attempts },
        ...{ truth: truths.single(field), hasPrizes: prizeLines.length > 0, ...lines },
      };
    });
  }

  /** The rules of ranking as the domain reads them, with numbers for codes; and how many prizes a field has. */
  private async decided(manager: EntityManager, contest: ReportedContest) {
    const [row] = await run(manager, sql.readDecided, [contest.id]);
    const asked = contest.rounds.find(({ rules: { prediction } }) => prediction !== null)?.rules.prediction ?? null;
    const rules: StandingRules = {
      calendar: {
        rounds: contest.rounds.map(({ id, phaseId }) => ({
          code: String(id),
          phase: phaseId === null ? null : String(phaseId),
        })),
      },
      counting: row?.counting ?? { rule: contest.rules.counting, across: contest.rules.across ?? 'one_attempt' },
      ranking: contest.rules.ranking,
      prediction: row?.prediction ?? (asked && { ...PLAIN_PREDICTION, ...asked }),
    };
    /** What people are given by rank in a field: prizes for an audience go down its own order, prizes for all down that of all. */
    const prizes = (field: Field, audience: string | null) => {
      const own = (row?.prizes ?? []).filter(
        ({ of, to, by, audience: whose }) =>
          of === field.of && to === 'person' && by === 'rank' && (whose === audience || audience === null),
      );
      const sum = own.reduce((all, { quota }) => all + quota, 0);
      const places = sum === 0 ? PLACES_UNSAID : Math.min(sum, LIMITS.simulatedPlacesMax);
      const lines: PrizeLine[] = own.filter((line) => line.audience === audience);
      return { lines, places, onlyFullMarks: row?.only_full_marks ?? false };
    };
    return { rules, prizes };
  }

  private async attemptCount(
    manager: EntityManager,
    contestId: number,
    rules: readonly StandingRules[],
    field: Field,
  ): Promise<number> {
    const [row] = await run(manager, sql.countAttempts, [contestId, roundsRead(rules, field)]);
    const { attempts } = row!;
    const max = LIMITS.simulatedAttemptsMax;
    if (attempts > max) throw new DomainError('SIMULATION_TOO_LARGE', { attempts, max });
    return attempts;
  }

  private async truths(
    manager: EntityManager,
    contestId: number,
    rules: StandingRules,
    assumed: number | null,
  ): Promise<{ of: TruthOf; single: (field: Field) => number | null }> {
    const { prediction: plan } = rules;
    if (plan === null) return { of: () => 0, single: () => null };
    if (assumed !== null) return { of: () => assumed, single: () => assumed };
    const rows = await run(manager, sql.readTruths, [contestId, plan.of, plan.among === 'own_audience']);
    const nameOf = (round: number, audience: number | null) =>
      truthName(rules, { round: String(round), audience: audience === null ? null : String(audience) });
    const known = new Map(rows.map((row) => [nameOf(row.round_id, row.audience_id), row[plan.subject]]));
    return {
      of: (guess) => known.get(truthName(rules, guess)) ?? 0,
      single: (field) => {
        const rounds = rules.calendar.rounds.filter((round) => isRoundIn(round, field));
        const names = new Set(rounds.map(({ code }) => truthName(rules, { round: code, audience: field.audience })));
        const isOne = names.size === 1 && (plan.among === 'all' || field.audience !== null);
        return isOne ? (known.get([...names][0]!) ?? 0) : null;
      },
    };
  }

  /** All recognised attempts of the rounds that matter, of one person at a time. */
  private async *people(
    manager: EntityManager,
    contestId: number,
    rules: readonly StandingRules[],
    field: Field,
  ): AsyncGenerator<RankedAttempt[]> {
    const uses = (...wanted: string[]) =>
      rules.some(({ ranking }) => ranking.criteria.some((one) => wanted.includes(one)));
    const asks = [uses('prediction_distance'), uses('youngest', 'oldest')];
    const rounds = roundsRead(rules, field);
    let last = { participant_id: NOBODY, attempt_id: NOBODY };
    let own: RankedAttempt[] = [];
    for (;;) {
      const values = [contestId, rounds, last.participant_id, last.attempt_id, ...asks, PAGE_ROWS];
      const rows = await run(manager, sql.nextAttempts, values);
      for (const row of rows) {
        const isNext = own.length > 0 && own[0]!.personId !== row.participant_id;
        if (isNext) {
          yield own;
          own = [];
        }
        own.push(toRanked(row));
      }
      if (rows.length < PAGE_ROWS) break;
      last = rows.at(-1)!;
    }
    if (own.length > 0) yield own;
  }

  private async lines(
    manager: EntityManager,
    contest: ReportedContest,
    places: number,
    [now, then]: readonly [FirstPlaces, FirstPlaces],
    [before, after]: readonly [RankingRule, RankingRule],
    prizesOf: (order: readonly FirstPlace[]) => (RankPrize | null)[],
  ): Promise<{ now: SimulatedLine[]; then: SimulatedLine[] }> {
    const orders = [now.list(), then.list()] as const;
    const people = [...new Set(orders.flat().map(({ place }) => place.personId))];
    const named = new Map(
      (await run(manager, sql.readNamed, [contest.id, people])).map((row) => [row.participant_id, row]),
    );
    const others = [then, now] as const;
    const told: SimulatedLine[][] = [];
    for (const [i, rule] of [before, after].entries()) {
      const order = orders[i]!;
      const prizes = prizesOf(order);
      const ranks = await inTurns(others[i]!.ranksInTurns(order.map(({ elsewhere }) => elsewhere)));
      const lines = order.slice(0, places).map((one, at) => {
        const row = named.get(one.place.personId)!;
        return {
          ...{ rank: one.rank, other: ranks[at]!, name: nameOf(row, contest), unit: row.unit_name },
          ...{ score: one.place.score, durationMs: one.place.durationMs, attempts: one.place.attemptCount },
          ...{ ahead: aheadOf(one, order[at + 1], rule), prize: prizes[at]! },
        };
      });
      told.push(lines);
    }
    return { now: told[0]!, then: told[1]! };
  }
}

/** What rules say of a prediction that were made by a program: they only say what is predicted and whose guess counts. */
const PLAIN_PREDICTION = { of: 'round', among: 'all', compare: 'nearest', equalDistance: 'equal' } as const;

/** Lets others have their turn whenever there was work for some milliseconds. */
function breather(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < STINT_MS) return undefined;
    return nextTurn().then(() => void (since = performance.now()));
  };
}

async function inTurns<Result>(work: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const { value, done } = work.next();
    if (done) return value;
    await nextTurn();
  }
}

/** Numbers of the rounds of a field, and of the round before it where that decides. */
function roundsRead(rules: readonly StandingRules[], field: Field): number[] {
  const [{ calendar }] = rules as [StandingRules];
  const usesEarlier = rules.some(({ ranking }) => ranking.criteria.includes('earlier_round_score'));
  const before = usesEarlier ? earlierRound(rules[0]!, field) : null;
  return calendar.rounds
    .filter((round) => isRoundIn(round, field) || round.code === before)
    .map(({ code }) => Number(code));
}

function toRanked(row: sql.SimulatedRow): RankedAttempt {
  return {
    attemptId: row.attempt_id,
    personId: row.participant_id,
    audience: String(row.audience_id),
    round: String(row.round_id),
    startedAt: Math.round(row.started_ms),
    submittedAt: Math.round(row.submitted_ms),
    durationMs: row.duration_ms,
    score: row.score,
    fullMarks: row.full_marks,
    prediction: row.prediction,
    birthDate: row.birth_date,
  };
}

const nameOf = (row: sql.NamedRow, { rules }: ReportedContest): string =>
  publicName(
    { fullName: row.full_name, isAnonymous: row.is_anonymous, isMinor: row.is_child, publishName: row.publish_name },
    rules.board.maskNames,
  );

function aheadOf({ place }: FirstPlace, next: FirstPlace | undefined, rule: RankingRule): SimulatedLine['ahead'] {
  const decided = next ? whatDecided(place, next.place, rule) : null;
  if (decided === null) return null;
  const { criterion, step } = decided;
  const [own, their] = [shownOf(criterion, place, rule), shownOf(criterion, next!.place, rule)];
  return { step, criterion: CRITERION_NAMES[criterion], own, next: their };
}

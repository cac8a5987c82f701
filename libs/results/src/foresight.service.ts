import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { summarize, type ContestRules, type PrizeLine, type Scope, type StandingDraft } from '#domain';
import { boardTop, readRegulations } from './foresight.queries.js';
import { ContestReader, type ReportedContest } from './report.contest.js';
import { readBirthDates, readStored, type ContributionRow } from './tally.queries.js';
import { sortKeysBy, toContribution } from './tally.service.js';

/** Places looked at where no regulations say how many prizes there are. */
const PLACES_UNSAID = 10;
/** Places of one board that are looked at in the end: more prizes than these no board has. */
const PLACES_MAX = 1_000;
/** Of a board's beginning so many rows behind the last place are remembered, for those who would move up. */
const SPARE_ROWS = 2_000;
/** People named who would lose a place; the others are counted. */
const NAMED_MAX = 20;

/** What an attempt would earn, or that it would not be recognised. */
export interface ForeseenAttempt {
  attemptId: string;
  participantId: string;
  score?: number;
  fullMarks?: boolean;
  valid?: boolean;
}

/** What would become of the places of one board for which prizes are given. */
export interface ForeseenBoard {
  scope: Scope;
  audienceId: number;
  places: number;
  /** Standings that would change at all, on the whole board. */
  changed: number;
  /** People among the places, before or after, whose rank would change. */
  moved: number;
  /** Those who would lose their place, the first of them; `to` null when further down than was looked. */
  out: { participantId: string; from: number; to: number | null }[];
  outCount: number;
  inCount: number;
  /** So many would fall that those who move up could not all be told. */
  isRough: boolean;
}

/** Tells what a change of scores would do to boards, and changes nothing. */
@Injectable()
export class ForesightService {
  constructor(private readonly contests: ContestReader) {}

  /**
   * Begins to look ahead, on the figures as they are. Feed it with groups of people, each person once and whole, then ask
   * for the boards.
   *
   * @example const ahead = await foresight.begin(manager, 3); await ahead.add(attempts); ahead.boards();
   */
  async begin(manager: EntityManager, contestId: number): Promise<Foresight> {
    const contest = await this.contests.byId(manager, contestId);
    const [row] = await run(manager, readRegulations, [contestId]);
    return new Foresight(manager, contest, row?.prizes ?? null);
  }
}

interface Place {
  participantId: string;
  key: Buffer;
}

interface Board {
  scope: Scope;
  audienceId: number;
  places: number;
  /** The beginning of the board as it is. */
  top: Place[];
  inTop: Set<string>;
  /** New keys of people who stand in it; null: no longer on the board. */
  changedTop: Map<string, Buffer | null>;
  /** The best of the others whose place would change. */
  best: Place[];
  changed: number;
}

/** Bounded: remembers the beginning of each board and the best of those who change, however many there are. */
export class Foresight {
  private readonly found = new Map<string, Board>();

  constructor(
    private readonly manager: EntityManager,
    private readonly contest: ReportedContest,
    private readonly prizes: readonly PrizeLine[] | null,
  ) {}

  /** Takes what would become of all changed attempts of some people. */
  async add(attempts: readonly ForeseenAttempt[]): Promise<void> {
    const { id: contestId, rules } = this.contest;
    const changed = new Map(attempts.map((attempt) => [attempt.attemptId, attempt]));
    const people = [...new Set(attempts.map(({ participantId }) => participantId))];
    if (people.length === 0) return;
    const byPerson = new Map<string, ContributionRow[]>();
    for (const row of await run(this.manager, readStored, [contestId, people])) {
      const rows = byPerson.get(row.participant_id);
      if (rows) rows.push(row);
      else byPerson.set(row.participant_id, [row]);
    }
    const births = await this.birthDates(rules, people);
    const sortKey = sortKeysBy(rules);
    for (const [person, rows] of byPerson) {
      const birth = births.get(person) ?? null;
      const before = summarize(rows.map(toContribution), rules).standings;
      const after = summarize(
        rows.map((row) => toContribution(as(row, changed.get(row.attempt_id)))),
        rules,
      ).standings;
      for (const name of new Set([...before.keys(), ...after.keys()])) {
        await this.move(before.get(name), after.get(name), (draft) => Buffer.from(sortKey(draft, birth)));
      }
    }
  }

  /** What would become of every board with places that somebody may win. */
  boards(): ForeseenBoard[] {
    return [...this.found.values()].map(outcome);
  }

  private async move(
    before: StandingDraft | undefined,
    after: StandingDraft | undefined,
    keyOf: (draft: StandingDraft) => Buffer,
  ): Promise<void> {
    const [old, next] = [before ? keyOf(before) : null, after ? keyOf(after) : null];
    if (old === null ? next === null : next?.equals(old)) return;
    const { scope, audienceId, participantId } = (after ?? before)!;
    const board = await this.boardOf(scope, audienceId);
    if (!board) return;
    board.changed += 1;
    if (board.inTop.has(participantId)) board.changedTop.set(participantId, next);
    else if (next) keepBest(board, { participantId, key: next });
  }

  private async boardOf(scope: Scope, audienceId: number): Promise<Board | null> {
    const places = this.placesOf(scope, audienceId);
    if (places === 0) return null;
    const name = `${scope.kind}:${scope.id}:${audienceId}`;
    const known = this.found.get(name);
    if (known) return known;
    const wish = [this.contest.id, scope.kind, scope.id, audienceId, places + SPARE_ROWS];
    const rows = await run(this.manager, boardTop, wish);
    const top = rows.map(({ participant_id, sort_key }) => ({ participantId: participant_id, key: sort_key }));
    const inTop = new Set(top.map(({ participantId }) => participantId));
    const board: Board = { scope, audienceId, places, top, inTop, changedTop: new Map(), best: [], changed: 0 };
    this.found.set(name, board);
    return board;
  }

  private placesOf(scope: Scope, audienceId: number): number {
    if (this.prizes === null) return PLACES_UNSAID;
    const code = this.contest.audiences.find(({ id }) => id === audienceId)?.code;
    const own = this.prizes.filter(
      ({ of, to, by, audience }) =>
        of === scope.kind && to === 'person' && by === 'rank' && (audience === null || audience === code),
    );
    return Math.min(
      PLACES_MAX,
      own.reduce((sum, { quota }) => sum + quota, 0),
    );
  }

  private async birthDates(rules: ContestRules, people: string[]): Promise<Map<string, string | null>> {
    if (!rules.ranking.criteria.some((one) => one === 'youngest' || one === 'oldest')) return new Map();
    const rows = await run(this.manager, readBirthDates, [this.contest.id, people]);
    return new Map(rows.map(({ id, birth_date }) => [id, birth_date]));
  }
}

function as(row: ContributionRow, change: ForeseenAttempt | undefined): ContributionRow {
  const { score = row.score, fullMarks = row.full_marks, valid = row.valid } = change ?? {};
  return { ...row, score, full_marks: fullMarks, valid };
}

/** One by key, then by person, as boards are read. */
const inOrder = (a: Place, b: Place): number =>
  Buffer.compare(a.key, b.key) || (a.participantId < b.participantId ? -1 : 1);

function keepBest(board: Board, place: Place): void {
  const { best, places } = board;
  if (best.length >= places && inOrder(best.at(-1)!, place) < 0) return;
  let at = best.length;
  while (at > 0 && inOrder(place, best[at - 1]!) < 0) at--;
  best.splice(at, 0, place);
  if (best.length > places) best.pop();
}

/** Competition ranks: equal keys share one. */
function ranksOf(order: readonly Place[]): Map<string, number> {
  const ranks = new Map<string, number>();
  let rank = 0;
  order.forEach(({ participantId, key }, i) => {
    if (i === 0 || !key.equals(order[i - 1]!.key)) rank = i + 1;
    ranks.set(participantId, rank);
  });
  return ranks;
}

function outcome(board: Board): ForeseenBoard {
  const { scope, audienceId, places, top, changedTop, best, changed } = board;
  const kept = top.flatMap(({ participantId, key }) => {
    const next = changedTop.has(participantId) ? changedTop.get(participantId)! : key;
    return next === null ? [] : [{ participantId, key: next }];
  });
  const after = [...kept, ...best].sort(inOrder);
  const [was, is] = [ranksOf(top), ranksOf(after)];
  const winner = (ranks: Map<string, number>, person: string) => (ranks.get(person) ?? Infinity) <= places;
  const among = [...new Set([...was.keys(), ...is.keys()])].filter((one) => winner(was, one) || winner(is, one));
  const out = among.filter((one) => !winner(is, one));
  const last = top.at(-1);
  // Behind what is remembered stand people whose keys are only known to be larger than the last of it.
  const isWhole = top.length < places + SPARE_ROWS;
  const lastPlace = after[Math.min(places, after.length) - 1];
  return {
    ...{ scope, audienceId, places, changed },
    moved: among.filter((one) => was.get(one) !== is.get(one)).length,
    out: out
      .sort((a, b) => was.get(a)! - was.get(b)!)
      .slice(0, NAMED_MAX)
      .map((participantId) => ({ participantId, from: was.get(participantId)!, to: is.get(participantId) ?? null })),
    outCount: out.length,
    inCount: among.filter((one) => !winner(was, one)).length,
    isRough: !isWhole && last !== undefined && (!lastPlace || Buffer.compare(lastPlace.key, last.key) > 0),
  };
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import {
  ALL_AUDIENCES,
  decidedByKeys,
  DomainError,
  effectiveCriteria,
  isProvisional,
  publicName,
  sortKeyBucket,
  type Decided,
  type KnownCriteria,
  type Scope,
} from '#domain';
import { Clock } from '#platform';
import { BEFORE_ALL, readCursor, readPlace, writeCursor, writePlace, type BoardPlace } from './board.cursor.js';
import { boardPage, ownStanding, standingCount, standingsBefore, type BoardRow } from './board.queries.js';
import {
  officialBoard,
  officialPage,
  ownPlace,
  placeCount,
  type OfficialBoard,
  type PlaceRow,
} from './official/official-board.queries.js';
import { PacedCache } from './report.cache.js';
import {
  ContestReader,
  paperMaximum,
  roundsIn,
  scopeOf,
  scopeTitle,
  type ReportedContest,
  type ScopeWish,
  type TallyMark,
} from './report.contest.js';
import { frozenBoard, frozenKind } from './frozen/frozen-board.queries.js';
import { boardShown, refuseHidden, type Viewer } from './report.sight.js';

/** One line of a board. Scores in 1/1000 point; the name as the contest's rules let it be shown. */
export interface BoardLine {
  rank: number;
  name: string;
  unit: string;
  score: number;
  maxScore: number | null;
  fullMarks: boolean;
  durationMs: number;
  attempts: number;
  /**
   * What put the line behind the one before, and what this person has in it. Null for the first one, for equals, and where the
   * board does not know.
   */
  decided: Decided | null;
  isOwn: boolean;
}

export interface Board {
  contest: ReportedContest;
  scope: Scope;
  scopeTitle: string;
  audience: { code: string; title: string };
  mark: TallyMark;
  /** Ranks may still change without anybody's score changing ("tạm xếp"): a criterion of the chain is not known yet. */
  provisional: boolean;
  /** The order is that of published results and moves no more: which publication of the field it is, and since when (epoch ms). */
  official: { publication: number; publishedAt: number } | null;
  /** Since when the board stands still and until when, epoch ms; null while it moves. */
  frozen: { at: number; until: number } | null;
  /** How many stand on the board. */
  standings: number;
  lines: BoardLine[];
  /** Where the next page begins; null on the last one. */
  next: string | null;
  own: BoardLine | null;
}

export interface BoardWish extends ScopeWish {
  /** Code of the audience; the first one of the contest when not named. Where all share a board any of them gives it. */
  audience?: string | undefined;
  limit: number;
  after?: string | undefined;
}

/** The figures of one page, without the caller: what may be kept for the next one who asks. */
interface Page {
  mark: TallyMark;
  standings: number;
  lines: (BoardLine & { participantId: string })[];
  next: string | null;
}

/** A second is what a page may be behind in names; its figures are those of now, unless a crowd asks. */
const PAGE_LIFE_MS = 1_000;
const PAGES_MAX = 300;
/** A board that has to stand still is there after so long. */
const FREEZE_SECONDS = 5;

/** Reads individual boards. Nothing is computed for a view: pages and ranks come from indexes and a maintained histogram. */
@Injectable()
export class BoardService {
  private readonly pages = new PacedCache<Page>(PAGE_LIFE_MS, PAGES_MAX);
  private readonly officials = new PacedCache<OfficialBoard | null>(PAGE_LIFE_MS, PAGES_MAX);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
    private readonly clock: Clock,
  ) {}

  /**
   * One page of a board with competition ranks (1, 2, 2, 4, also across pages) and the caller's own line, which is there
   * whatever the page shows.
   *
   * @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND, INVALID_INPUT (unknown audience, foreign cursor),
   *   RESULT_NOT_RELEASED {releasedAt} while the rules keep the board or the scores of the scope back, SERVER_BUSY in the
   *   moments before a board that has to stand still is there.
   */
  async board(slug: string, wish: BoardWish, viewer: Viewer | null): Promise<Board> {
    const contest = await this.contests.bySlug(slug);
    const scope = scopeOf(contest, wish);
    const asked =
      wish.audience === undefined ? contest.audiences[0] : contest.audiences.find(({ code }) => code === wish.audience);
    if (!asked) throw new DomainError('INVALID_INPUT', { field: 'audience' });
    const audience = contest.rules.oneBoard ? EVERYBODY : asked;
    const shown = boardShown(contest, scope, viewer, () => this.clock.now());
    if (shown.state === 'hidden') refuseHidden(shown);
    const frozen = shown.state === 'frozen' ? shown : null;
    const mark = await this.contests.mark(contest.id);
    const official = frozen === null ? await this.officialOf(contest, scope, mark) : null;
    if (official) return this.published(contest, scope, audience, { ...official, mark }, wish, viewer);
    const after = wish.after === undefined ? BEFORE_ALL : readCursor(wish.after);

    const madeAt = frozen === null ? '' : await this.madeAt(contest, scope, frozen.at);
    const board: BoardKey = [contest.id, frozen ? frozenKind(scope.kind) : scope.kind, scope.id, audience.id];
    const key = [...board, madeAt, wish.limit, wish.after ?? ''].join(' ');
    const [page, own] = await Promise.all([
      this.pages.get(key, mark.version, () => this.page(contest, scope, board, mark, wish.limit, after)),
      viewer === null ? null : this.own(contest, scope, board, viewer.accountId),
    ]);
    return {
      contest,
      scope,
      scopeTitle: scopeTitle(contest, scope),
      audience: { code: audience.code, title: audience.title },
      mark: frozen === null ? page.mark : { ...page.mark, changedAt: frozen.at },
      frozen: frozen && { at: frozen.at, until: frozen.until },
      official: null,
      provisional: isProvisional(contest.rules.ranking, knownIn(contest, scope)),
      standings: page.standings,
      lines: page.lines.map(({ participantId, ...line }) => ({ ...line, isOwn: participantId === own?.participantId })),
      next: page.next,
      own: own === null ? null : own.line,
    };
  }

  /** Which publication a board shows, if any. The mark of the figures grows when that changes. */
  private officialOf({ id }: ReportedContest, scope: Scope, mark: TallyMark): Promise<OfficialBoard | null> {
    const load = async () => (await run(this.dataSource.manager, officialBoard, [id, scope.kind, scope.id]))[0] ?? null;
    return this.officials.get([id, scope.kind, scope.id].join(' '), mark.version, load);
  }

  /** A board as it was published: every line with its reason, nothing moves. */
  private async published(
    contest: ReportedContest,
    scope: Scope,
    audience: { id: number; code: string; title: string },
    { publication, published_ms: publishedAt, made_ms: madeAt, mark }: OfficialBoard & { mark: TallyMark },
    wish: BoardWish,
    viewer: Viewer | null,
  ): Promise<Board> {
    const { manager } = this.dataSource;
    const after = wish.after === undefined ? 0 : readPlace(wish.after);
    const board: BoardKey = [contest.id, scope.kind, scope.id, audience.id];
    const read = async (): Promise<Page> => {
      const [rows, [count]] = await Promise.all([
        run(manager, officialPage, [...board, after, wish.limit + 1]),
        run(manager, placeCount, board),
      ]);
      const shown = rows.slice(0, wish.limit);
      return {
        mark: { ...mark, changedAt: publishedAt },
        standings: count!.standings,
        lines: shown.map((row) => ({ ...placeLine(row, contest, scope), participantId: row.participant_id })),
        next: rows.length > wish.limit ? writePlace(shown.at(-1)!.place) : null,
      };
    };
    const key = ['official', ...board, madeAt, wish.limit, after].join(' ');
    const [page, [own]] = await Promise.all([
      this.pages.get(key, mark.version, read),
      viewer === null ? [] : run(manager, ownPlace, [...board, viewer.accountId]),
    ]);
    return {
      ...{ contest, scope, scopeTitle: scopeTitle(contest, scope) },
      audience: { code: audience.code, title: audience.title },
      mark: page.mark,
      ...{ frozen: null, provisional: false, official: { publication, publishedAt }, standings: page.standings },
      lines: page.lines.map(({ participantId, ...line }) => ({
        ...line,
        isOwn: participantId === own?.participant_id,
      })),
      next: page.next,
      own: own ? { ...placeLine(own, contest, scope), isOwn: true } : null,
    };
  }

  /** When the standing-still board of this instant was made. What is there of another instant is not the one to show. */
  private async madeAt(contest: ReportedContest, scope: Scope, at: number): Promise<string> {
    const [made] = await run(this.dataSource.manager, frozenBoard, [contest.id, scope.kind, scope.id]);
    if (made?.frozen_ms !== at) throw new DomainError('SERVER_BUSY', { retryAfterSeconds: FREEZE_SECONDS });
    return String(made.made_ms);
  }

  private async page(
    contest: ReportedContest,
    scope: Scope,
    board: BoardKey,
    mark: TallyMark,
    limit: number,
    after: BoardPlace,
  ): Promise<Page> {
    const manager = this.dataSource.manager;
    const [rows, [count]] = await Promise.all([
      // One row more than shown tells whether there is a next page.
      run(manager, boardPage, [...board, after.sortKey, after.participantId, limit + 1]),
      run(manager, standingCount, board),
    ]);
    const shown = rows.slice(0, limit);
    const [first] = shown;
    const before = first && after !== BEFORE_ALL ? await this.before(board, first) : { smaller: 0, equal: 0 };
    let rank = before.smaller + 1;
    const lines = shown.map((row, index) => {
      const ahead = index > 0 ? shown[index - 1]!.sort_key : after.sortKey;
      if (index > 0 && !row.sort_key.equals(ahead)) rank = before.smaller + before.equal + index + 1;
      return { ...lineOf(row, rank, ahead, contest, scope), participantId: row.participant_id };
    });
    const last = shown.at(-1);
    const more = rows.length > limit && last !== undefined;
    return {
      mark,
      standings: count?.standings ?? 0,
      lines,
      next: more ? writeCursor({ sortKey: last.sort_key, participantId: last.participant_id }) : null,
    };
  }

  private async own(contest: ReportedContest, scope: Scope, board: BoardKey, accountId: string) {
    const [row] = await run(this.dataSource.manager, ownStanding, [...board, accountId]);
    if (!row) return null;
    const line = lineOf(row, row.smaller + 1, row.ahead ?? BEFORE_ALL.sortKey, contest, scope);
    return { participantId: row.participant_id, line: { ...line, isOwn: true } };
  }

  private async before(board: BoardKey, row: BoardRow): Promise<{ smaller: number; equal: number }> {
    const bucket = Buffer.from(sortKeyBucket(row.sort_key));
    const values = [...board, row.sort_key, bucket, row.participant_id];
    const [counts] = await run(this.dataSource.manager, standingsBefore, values);
    return { smaller: counts!.smaller, equal: counts!.equal_before };
  }
}

/** Whom the board of a contest is of that has one for all its audiences. */
const EVERYBODY = { id: ALL_AUDIENCES, code: 'tat-ca', title: 'Mọi đối tượng' };

/** Contest, scope kind (that of a board that stands still is another), scope id, audience: the first four parameters. */
type BoardKey = [number, string, number, number];

/** Before results are published neither the truth of a prediction nor a lot is known. */
const knownIn = (contest: ReportedContest, scope: Scope): KnownCriteria => ({
  prediction: roundsIn(contest, scope).every(({ rules }) => rules.prediction === null),
  lot: false,
});

const nameOf = (
  row: Pick<BoardRow, 'full_name' | 'is_anonymous' | 'is_child' | 'publish_name'>,
  maskNames: boolean,
): string =>
  publicName(
    { fullName: row.full_name, isAnonymous: row.is_anonymous, isMinor: row.is_child, publishName: row.publish_name },
    maskNames,
  );

/** @param ahead the key of whoever stands before; the empty one before the first */
function lineOf(row: BoardRow, rank: number, ahead: Buffer, contest: ReportedContest, scope: Scope): BoardLine {
  const { ranking, board } = contest.rules;
  const facts = {
    ...{ score: row.score, durationMs: row.duration_ms, attemptCount: row.attempt_count },
    ...{ startedAt: row.started_ms, submittedAt: row.submitted_ms },
  };
  const known = effectiveCriteria(ranking, knownIn(contest, scope));
  return {
    rank,
    name: nameOf(row, board.maskNames),
    unit: row.unit_name,
    score: row.score,
    maxScore: isSum(contest, scope) ? null : row.max_score,
    fullMarks: row.full_marks,
    durationMs: row.duration_ms,
    attempts: row.attempt_count,
    decided: ahead.length === 0 ? null : decidedByKeys(ahead, row.sort_key, known, facts, ranking),
    isOwn: false,
  };
}

function placeLine(row: PlaceRow, contest: ReportedContest, scope: Scope): BoardLine {
  const maxima = new Set(roundsIn(contest, scope).map(({ rules }) => paperMaximum(rules)));
  return {
    ...{ rank: row.rank, name: nameOf(row, contest.rules.board.maskNames), unit: row.unit_name, score: row.score },
    maxScore: isSum(contest, scope) || maxima.size !== 1 ? null : [...maxima][0]!,
    ...{ fullMarks: row.full_marks, durationMs: row.duration_ms, attempts: row.attempt_count },
    ...{ decided: row.decided, isOwn: false },
  };
}

/** Of a sum over rounds nobody's own maximum is known: it depends on the rounds that the person took part in. */
const isSum = (contest: ReportedContest, scope: Scope): boolean =>
  scope.kind !== 'round' && contest.rules.across === 'sum_of_rounds';

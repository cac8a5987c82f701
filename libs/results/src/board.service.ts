import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { ALL_AUDIENCES, DomainError, isProvisional, publicName, sortKeyBucket, type Scope } from '#domain';
import { Clock } from '#platform';
import { BEFORE_ALL, readCursor, writeCursor, type BoardPlace } from './board.cursor.js';
import { boardPage, ownStanding, standingCount, standingsBefore, type BoardRow } from './board.queries.js';
import { BriefCache } from './report.cache.js';
import {
  ContestReader,
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
  standings: number;
  lines: (BoardLine & { participantId: string })[];
  next: string | null;
}

/** A second is what a page may be behind in names; its figures are kept by version and never behind. */
const PAGE_LIFE_MS = 1_000;
const PAGES_MAX = 300;
/** A board that has to stand still is there after so long. */
const FREEZE_SECONDS = 5;

/** Reads individual boards. Nothing is computed for a view: pages and ranks come from indexes and a maintained histogram. */
@Injectable()
export class BoardService {
  private readonly pages = new BriefCache<Page>(PAGE_LIFE_MS, PAGES_MAX);

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
    const after = wish.after === undefined ? BEFORE_ALL : readCursor(wish.after);

    const mark = await this.contests.mark(contest.id);
    const madeAt = frozen === null ? '' : await this.madeAt(contest, scope, frozen.at);
    const board: BoardKey = [contest.id, frozen ? frozenKind(scope.kind) : scope.kind, scope.id, audience.id];
    const key = [...board, madeAt, mark.version, wish.limit, wish.after ?? ''].join(' ');
    const [page, own] = await Promise.all([
      this.pages.get(key, () => this.page(contest, scope, board, wish.limit, after)),
      viewer === null ? null : this.own(contest, scope, board, viewer.accountId),
    ]);
    return {
      contest,
      scope,
      scopeTitle: scopeTitle(contest, scope),
      audience: { code: audience.code, title: audience.title },
      mark: frozen === null ? mark : { ...mark, changedAt: frozen.at },
      frozen: frozen && { at: frozen.at, until: frozen.until },
      provisional: isProvisional(contest.rules.ranking, {
        // Neither the truth to compare predictions with nor a lot is known to the house yet.
        prediction: roundsIn(contest, scope).every(({ rules }) => rules.prediction === null),
        lot: false,
      }),
      standings: page.standings,
      lines: page.lines.map(({ participantId, ...line }) => ({ ...line, isOwn: participantId === own?.participantId })),
      next: page.next,
      own: own === null ? null : own.line,
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
      if (index > 0 && !row.sort_key.equals(shown[index - 1]!.sort_key))
        rank = before.smaller + before.equal + index + 1;
      return { ...lineOf(row, rank, contest, scope), participantId: row.participant_id };
    });
    const last = shown.at(-1);
    const more = rows.length > limit && last !== undefined;
    return {
      standings: count?.standings ?? 0,
      lines,
      next: more ? writeCursor({ sortKey: last.sort_key, participantId: last.participant_id }) : null,
    };
  }

  private async own(contest: ReportedContest, scope: Scope, board: BoardKey, accountId: string) {
    const [row] = await run(this.dataSource.manager, ownStanding, [...board, accountId]);
    if (!row) return null;
    const { smaller } = await this.before(board, row);
    return { participantId: row.participant_id, line: { ...lineOf(row, smaller + 1, contest, scope), isOwn: true } };
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

const nameOf = (row: BoardRow, maskNames: boolean): string =>
  publicName(
    { fullName: row.full_name, isAnonymous: row.is_anonymous, isMinor: row.is_child, publishName: row.publish_name },
    maskNames,
  );

function lineOf(row: BoardRow, rank: number, contest: ReportedContest, scope: Scope): BoardLine {
  // Of a sum over rounds nobody's own maximum is known: it depends on the rounds that the person took part in.
  const isSum = scope.kind !== 'round' && contest.rules.across === 'sum_of_rounds';
  return {
    rank,
    name: nameOf(row, contest.rules.board.maskNames),
    unit: row.unit_name,
    score: row.score,
    maxScore: isSum ? null : row.max_score,
    fullMarks: row.full_marks,
    durationMs: row.duration_ms,
    attempts: row.attempt_count,
    isOwn: false,
  };
}

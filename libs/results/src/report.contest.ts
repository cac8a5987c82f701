import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { run, statement } from '#database';
import {
  DomainError,
  pointsFor,
  roundScore,
  type ContestRules,
  type RoundRules,
  type Scope,
  type UnitPlan,
} from '#domain';
import { BriefCache } from './report.cache.js';

/** A round as reports need it: window (epoch ms) and rules of its current revision. */
export interface ReportedRound {
  id: number;
  phaseId: number | null;
  title: string;
  opensAt: number;
  closesAt: number;
  rules: RoundRules;
}

/** A contest with everything by which its figures are read. */
export interface ReportedContest {
  id: number;
  slug: string;
  title: string;
  status: 'published' | 'closed';
  sample: boolean;
  /** The unit that runs it, by its code: its questions and keys are not the unit's to see. Null: the province. */
  runByUnitCode: string | null;
  rules: ContestRules;
  rounds: ReportedRound[];
  phases: { id: number; title: string }[];
  audiences: { id: number; code: string; title: string }[];
  /** What its regulations say about units; null where it was made without any. */
  unitPlan: UnitPlan | null;
}

/** Since when the figures are as they are. `version` grows with every change; `changedAt` is epoch ms, null before the first. */
export interface TallyMark {
  version: number;
  changedAt: number | null;
}

/** Which part of a contest is asked about, as an address says it. */
export interface ScopeWish {
  scope: Scope['kind'];
  round?: number | undefined;
  phase?: number | undefined;
}

/** A contest and its rounds change with a new revision only; a second of delay is nobody's loss. */
const CONTEST_LIFE_MS = 1_000;
const CONTESTS_MAX = 500;

const CONTEST_COLUMNS = `
  c.id, c.slug, c.title, c.status, c.sample, c.run_by_unit_code AS "runByUnitCode", v.rules,
  v.regulations -> 'units' AS "unitPlan",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'phaseId', r.phase_id, 'title', r.title,
            'opensAt', (extract(epoch FROM w.opens_at) * 1000)::bigint,
            'closesAt', (extract(epoch FROM w.closes_at) * 1000)::bigint, 'rules', w.rules) ORDER BY r.id), '[]')
     FROM round r
     JOIN round_revision w ON w.contest_id = r.contest_id AND w.round_id = r.id AND w.revision = r.current_revision
    WHERE r.contest_id = c.id) AS rounds,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'title', p.title) ORDER BY p.id), '[]')
     FROM phase p WHERE p.contest_id = c.id) AS phases,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'code', a.code, 'title', a.title) ORDER BY a.id), '[]')
     FROM audience a WHERE a.contest_id = c.id) AS audiences`;

// A contest that is not a draft, by its name in addresses. $1 slug; contest_slug_key and primary keys, one row.
const contestBySlug = statement<ReportedContest>(
  'report-contest-by-slug',
  `SELECT ${CONTEST_COLUMNS}
     FROM contest c JOIN contest_revision v ON v.contest_id = c.id AND v.revision = c.current_revision
    WHERE c.slug = $1 AND c.status <> 'draft'`,
);

// The same by number, drafts too: reconciling asks nobody's leave. $1 contest; primary keys, one row.
const contestById = statement<ReportedContest>(
  'report-contest-by-id',
  `SELECT ${CONTEST_COLUMNS}
     FROM contest c JOIN contest_revision v ON v.contest_id = c.id AND v.revision = c.current_revision
    WHERE c.id = $1`,
);

// When the figures of these contests last changed. $1 contests; tally_mark_pkey, a row each.
const tallyMarks = statement<{ contest_id: number; version: string; changed_ms: number }>(
  'report-tally-marks',
  `SELECT contest_id, version, (extract(epoch FROM changed_at) * 1000)::float8 AS changed_ms
     FROM tally_mark WHERE contest_id = ANY($1::int[])`,
);

/** What every report begins with: the contest, its rules, and how fresh its figures are. */
@Injectable()
export class ContestReader {
  private readonly contests = new BriefCache<ReportedContest>(CONTEST_LIFE_MS, CONTESTS_MAX);

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** @throws DomainError CONTEST_NOT_FOUND for an unknown contest and for a draft. */
  bySlug(slug: string): Promise<ReportedContest> {
    return this.contests.get(slug, async () => found(await run(this.dataSource.manager, contestBySlug, [slug])));
  }

  /** Not cached: for work that changes what it reads. @throws DomainError CONTEST_NOT_FOUND. */
  async byId(manager: EntityManager, contestId: number): Promise<ReportedContest> {
    return found(await run(manager, contestById, [contestId]));
  }

  /** Never cached: whoever was told of a version must not be shown an older one. */
  async mark(contestId: number): Promise<TallyMark> {
    return (await this.marks([contestId])).get(contestId) ?? { version: 0, changedAt: null };
  }

  /** By contest; contests without any figures are left out. */
  async marks(contestIds: number[]): Promise<Map<number, TallyMark>> {
    const rows = await run(this.dataSource.manager, tallyMarks, [contestIds]);
    return new Map(
      rows.map((row) => [row.contest_id, { version: Number(row.version), changedAt: Math.round(row.changed_ms) }]),
    );
  }
}

function found([contest]: ReportedContest[]): ReportedContest {
  if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
  return contest;
}

/**
 * The scope that an address asks for. @throws DomainError ROUND_NOT_FOUND when the contest has no such round or phase.
 *
 * Example: {scope: 'round', round: 2} is {kind: 'round', id: 2}; {scope: 'contest'} is {kind: 'contest', id: 0}.
 */
export function scopeOf(contest: ReportedContest, wish: ScopeWish): Scope {
  if (wish.scope === 'contest') return { kind: 'contest', id: 0 };
  const id = wish.scope === 'round' ? wish.round : wish.phase;
  const list: { id: number }[] = wish.scope === 'round' ? contest.rounds : contest.phases;
  if (id === undefined || !list.some((entry) => entry.id === id)) throw new DomainError('ROUND_NOT_FOUND');
  return { kind: wish.scope, id };
}

/** The rounds whose attempts add up in a scope. */
export function roundsIn(contest: ReportedContest, scope: Scope): ReportedRound[] {
  if (scope.kind === 'contest') return contest.rounds;
  return contest.rounds.filter((round) => (scope.kind === 'round' ? round.id : round.phaseId) === scope.id);
}

/** A scope in words: 'Tuần 2', 'Giai đoạn 1', or 'Toàn cuộc thi'. */
export function scopeTitle(contest: ReportedContest, scope: Scope): string {
  if (scope.kind === 'contest') return 'Toàn cuộc thi';
  const list: { id: number; title: string }[] = scope.kind === 'round' ? contest.rounds : contest.phases;
  return list.find((entry) => entry.id === scope.id)?.title ?? '';
}

/**
 * The most that a paper of these rules can earn, in 1/1000 point; null when it depends on the draw (a line of the
 * blueprint takes any topic while topics have points of their own).
 *
 * Example: 15 items of 1 point: 15000.
 */
export function paperMaximum({ paper, scoring }: RoundRules): number | null {
  let sum = 0;
  for (const { topic, count } of paper.blueprint) {
    if (topic === null && Object.keys(scoring.pointsMilliByTopic).length > 0) return null;
    sum += count * (topic === null ? scoring.pointsMilli : pointsFor(scoring, topic));
  }
  return roundScore(sum, scoring.rounding);
}

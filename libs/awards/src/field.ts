import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { decidingRules, DomainError, roundsNeeded, type DecidingRules, type Scope } from '#domain';
import { awardedById, awardedBySlug, type AwardedContestRow } from './field.queries.js';

/** A contest as its results are fixed: rounds and phases by number, what was decided by code. */
export interface AwardedContest extends Omit<AwardedContestRow, 'mask_names'> {
  /** Whether winners who said nothing about it are named in short. */
  masksWinners: boolean;
  /** The part of the regulations that decides; null where it was made without any. */
  deciding: DecidingRules | null;
}

/** What is settled by itself: a round, a phase, the contest. */
export interface AwardedField {
  scope: Scope;
  /** Its name in addresses: 'dot-1', 'giai-doan-2', 'tat-ca'. */
  name: string;
  title: string;
  /** Code of the round or phase in the regulations; null for the contest. */
  code: string | null;
  /** Numbers of the rounds whose attempts decide, those too in which only predictions are measured. */
  roundIds: number[];
  /** Epoch ms at which the last of these rounds closes. */
  closesAt: number;
  /** Places in the list of prizes of what is given here. */
  prizeLines: number[];
}

/** @throws DomainError CONTEST_NOT_FOUND for an unknown contest and for a draft */
export async function contestOf(manager: EntityManager, slug: string): Promise<AwardedContest> {
  return awarded(await run(manager, awardedBySlug, [slug]));
}

/** @throws DomainError CONTEST_NOT_FOUND */
export async function contestById(manager: EntityManager, id: number): Promise<AwardedContest> {
  return awarded(await run(manager, awardedById, [id]));
}

function awarded([row]: AwardedContestRow[]): AwardedContest {
  if (!row) throw new DomainError('CONTEST_NOT_FOUND');
  const { mask_names: masks, regulations } = row;
  return {
    ...row,
    masksWinners: masks && regulations?.release.fullNamesWithConsent !== true,
    deciding: regulations && decidingRules(regulations),
  };
}

/** Every field of a contest: its rounds, its phases, the whole. */
export function fieldsOf(contest: AwardedContest): AwardedField[] {
  const { rounds, phases } = contest;
  const scopes: Scope[] = [
    ...rounds.map(({ id }) => ({ kind: 'round' as const, id })),
    ...phases.map(({ id }) => ({ kind: 'phase' as const, id })),
    { kind: 'contest', id: 0 },
  ];
  return scopes.map((scope) => fieldOf(contest, scope));
}

/** @throws DomainError ROUND_NOT_FOUND for what names no field of the contest */
export function fieldNamed(contest: AwardedContest, name: string): AwardedField {
  const field = fieldsOf(contest).find((one) => one.name === name);
  if (!field) throw new DomainError('ROUND_NOT_FOUND');
  return field;
}

/** What decides in one scope of a contest. */
export function fieldOf(contest: AwardedContest, scope: Scope): AwardedField {
  const { rounds, phases, regulations, deciding } = contest;
  const calendar = regulations?.calendar;
  const code =
    scope.kind === 'round'
      ? (calendar?.rounds[scope.id - 1]?.code ?? String(scope.id))
      : scope.kind === 'phase'
        ? (calendar?.phases[scope.id - 1]?.code ?? String(scope.id))
        : null;
  const needed = deciding && roundsNeeded(deciding, { of: scope.kind, code });
  const own = rounds.filter(
    ({ id, phaseId }) => scope.kind === 'contest' || (scope.kind === 'round' ? id : phaseId) === scope.id,
  );
  const read = needed === null ? own : rounds.filter(({ id }) => needed.includes(roundCode(contest, id)));
  const titled: { id: number; title: string }[] = scope.kind === 'round' ? rounds : phases;
  return {
    scope,
    name: scope.kind === 'contest' ? 'tat-ca' : `${scope.kind === 'round' ? 'dot' : 'giai-doan'}-${scope.id}`,
    title: scope.kind === 'contest' ? contest.title : (titled.find(({ id }) => id === scope.id)?.title ?? ''),
    code,
    roundIds: read.map(({ id }) => id),
    closesAt: Math.max(0, ...read.map(({ closesAt }) => closesAt)),
    prizeLines: (deciding?.prizes.list ?? []).flatMap(({ of }, line) => (of === scope.kind ? [line] : [])),
  };
}

/** The code by which the regulations name a round: rounds are numbered in the order of the calendar. */
export function roundCode({ regulations }: Pick<AwardedContest, 'regulations'>, id: number): string {
  return regulations?.calendar.rounds[id - 1]?.code ?? String(id);
}

import {
  scopeKey,
  standingKey,
  type ScoreTally,
  type StandingDraft,
  type StandingKey,
  type Scope,
  type Summary,
  type UnitTally,
} from './tally.js';
import { addCounters, areZero, noCounters } from './unit-counters.js';

/**
 * What has to be written to get from what is stored to what is true. Standings are replaced or deleted; unit counters
 * and score counts are **added** (deltas, never all zero), so that groups of different people can be applied in any
 * order. Every list is in key order: locking rows in this order, two groups never wait for each other in a ring.
 */
export interface SummaryChange {
  upserts: StandingDraft[];
  deletes: StandingKey[];
  units: UnitTally[];
  scores: ScoreTally[];
}

/**
 * *New minus stored* of one participant: `after` summarizes the contributions as they are now, `before` as they were
 * last applied. Grade, regrade, void, restore and a change of the counting rule are all this one difference. Applying
 * the same grade twice gives an empty change.
 *
 * Example: a regrade lifts a person's only attempt from 14 to 15 points: the standings are replaced, the unit gets
 * countedScore +1000 (and full marks +1 if 15 is the maximum), score 15 gets +1 attempt, score 14 gets −1.
 */
export function difference(after: Summary, before: Summary): SummaryChange {
  const change: SummaryChange = { upserts: [], deletes: [], units: [], scores: [] };
  for (const [name, standing] of after.standings) {
    const stored = before.standings.get(name);
    if (!stored || !sameFacts(standing, stored)) change.upserts.push(standing);
  }
  for (const [name, { scope, audienceId, participantId }] of before.standings) {
    if (!after.standings.has(name)) change.deletes.push({ scope, audienceId, participantId });
  }
  for (const [name, unit] of after.units) {
    const counters = addCounters(unit.counters, before.units.get(name)?.counters ?? noCounters(), -1);
    if (!areZero(counters)) change.units.push({ ...unit, counters });
  }
  for (const [name, unit] of before.units) {
    if (!after.units.has(name)) change.units.push({ ...unit, counters: addCounters(noCounters(), unit.counters, -1) });
  }
  for (const [name, tally] of after.scores) {
    const attempts = tally.attempts - (before.scores.get(name)?.attempts ?? 0);
    if (attempts !== 0) change.scores.push({ ...tally, attempts });
  }
  for (const [name, tally] of before.scores) {
    if (!after.scores.has(name)) change.scores.push({ ...tally, attempts: -tally.attempts });
  }
  return inKeyOrder(change);
}

/**
 * One change for a whole group: deltas of the same unit or score are summed into one (one UPDATE per unit per group)
 * and vanish when they cancel out; of several changes to one standing the last one given holds.
 *
 * Example: 200 attempts of one unit become one delta with attempts +200.
 */
export function mergeChanges(changes: readonly SummaryChange[]): SummaryChange {
  const upserts = new Map<string, StandingDraft>();
  const deletes = new Map<string, StandingKey>();
  const units = new Map<string, UnitTally>();
  const scores = new Map<string, ScoreTally>();
  for (const change of changes) {
    for (const key of change.deletes) {
      const name = standingKey(key);
      upserts.delete(name);
      deletes.set(name, key);
    }
    for (const standing of change.upserts) {
      const name = standingKey(standing);
      deletes.delete(name);
      upserts.set(name, standing);
    }
    for (const unit of change.units) {
      const name = `${scopeKey(unit.scope)}:${unit.contestUnitId}`;
      const sum = units.get(name);
      units.set(name, sum ? { ...unit, counters: addCounters(sum.counters, unit.counters) } : unit);
    }
    for (const tally of change.scores) {
      const name = `${scopeKey(tally.scope)}:${tally.audienceId}:${tally.score}`;
      const sum = scores.get(name);
      scores.set(name, sum ? { ...tally, attempts: sum.attempts + tally.attempts } : tally);
    }
  }
  return inKeyOrder({
    upserts: [...upserts.values()],
    deletes: [...deletes.values()],
    units: [...units.values()].filter((unit) => !areZero(unit.counters)),
    scores: [...scores.values()].filter((tally) => tally.attempts !== 0),
  });
}

/** Whether there is nothing to write. */
export function isEmptyChange(change: SummaryChange): boolean {
  return change.upserts.length + change.deletes.length + change.units.length + change.scores.length === 0;
}

function sameFacts(a: StandingDraft, b: StandingDraft): boolean {
  return (
    a.attemptId === b.attemptId &&
    a.contestUnitId === b.contestUnitId &&
    a.score === b.score &&
    a.fullMarks === b.fullMarks &&
    a.durationMs === b.durationMs &&
    a.startedAt === b.startedAt &&
    a.submittedAt === b.submittedAt &&
    a.attemptCount === b.attemptCount &&
    a.earlierRoundScore === b.earlierRoundScore
  );
}

/** Sorted by scope kind, scope id, then unit, or audience and person, or audience and score: as SQL orders them. */
function inKeyOrder(change: SummaryChange): SummaryChange {
  change.upserts.sort(byStanding);
  change.deletes.sort(byStanding);
  change.units.sort((a, b) => byScope(a.scope, b.scope) || a.contestUnitId - b.contestUnitId);
  change.scores.sort((a, b) => byScope(a.scope, b.scope) || a.audienceId - b.audienceId || a.score - b.score);
  return change;
}

function byStanding(a: StandingKey, b: StandingKey): number {
  const order = byScope(a.scope, b.scope) || a.audienceId - b.audienceId;
  return order || (a.participantId < b.participantId ? -1 : a.participantId > b.participantId ? 1 : 0);
}

function byScope(a: Scope, b: Scope): number {
  return a.kind === b.kind ? a.id - b.id : a.kind < b.kind ? -1 : 1;
}

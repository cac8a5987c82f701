import type { ContestDetails } from '../../../shared/api/views.js';

/** A part of a contest that has figures of its own. */
export interface Scope {
  /** As it stands in the address of the page: dot-2, giai-doan-1, tat-ca. */
  name: string;
  /** null is the whole contest. */
  title: string | null;
  /** What the api is asked. */
  query: { scope: 'round' | 'phase' | 'contest'; round?: number; phase?: number };
}

export const WHOLE: Scope = { name: 'tat-ca', title: null, query: { scope: 'contest' } };

/** What can be looked at: the whole, its phases where there are several, and the rounds that have begun, newest first. */
export function scopesOf(contest: Pick<ContestDetails, 'phases' | 'roundList'>): Scope[] {
  const phases = contest.phases.length < 2 ? [] : contest.phases;
  const begun = contest.roundList.filter(({ state }) => state !== 'coming').reverse();
  return [
    ...begun.map(({ number, title }): Scope => {
      return { name: `dot-${number}`, title, query: { scope: 'round', round: number } };
    }),
    ...phases.map(({ id, title }): Scope => {
      return { name: `giai-doan-${id}`, title, query: { scope: 'phase', phase: id } };
    }),
    WHOLE,
  ];
}

/** The one that the address names, if it names one that is. */
export const namedScope = (contest: Pick<ContestDetails, 'phases' | 'roundList'>, name: string | undefined) =>
  scopesOf(contest).find((scope) => scope.name === name);

/** For a board: the one that is named, else the open round, else the whole contest. */
export function chosenScope(contest: Pick<ContestDetails, 'phases' | 'roundList'>, name: string | undefined): Scope {
  const open = contest.roundList.find(({ state }) => state === 'running');
  return namedScope(contest, name) ?? (open && namedScope(contest, `dot-${open.number}`)) ?? WHOLE;
}

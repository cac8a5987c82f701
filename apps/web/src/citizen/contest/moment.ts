/** Where contests and rounds stand in time, by the server's clock: a page that stays open follows it without asking. */

export type Moment = 'coming' | 'running' | 'finished';

export interface Window {
  /** As the server saw it when it was asked; a contest that was closed early is finished whatever the dates say. */
  state: Moment;
  opensAt: string;
  closesAt: string;
}

/** @param now epoch ms; null while the server's time is not known: then what it said holds */
export function momentOf({ state, opensAt, closesAt }: Window, now: number | null): Moment {
  if (now === null || state === 'finished') return state;
  if (now < Date.parse(opensAt)) return 'coming';
  return now < Date.parse(closesAt) ? 'running' : 'finished';
}

/** The round that is open, and the first that is still to come. */
export function roundsAt<R extends Window>(
  contest: { state: Moment; roundList: readonly R[] },
  now: number | null,
): { open: R | null; next: R | null } {
  if (contest.state === 'finished') return { open: null, next: null };
  const at = (moment: Moment) =>
    contest.roundList
      .filter((round) => momentOf(round, now) === moment)
      .sort((a, b) => Date.parse(a.opensAt) - Date.parse(b.opensAt))[0] ?? null;
  return { open: at('running'), next: at('coming') };
}

/** To whom and from when something is shown. */
export interface Sight {
  who: 'hidden' | 'organizers' | 'own_units' | 'public';
  when: 'live' | 'round_end' | 'contest_end';
}

/** What of the figures of a contest the rules show to whom. Durations in ms. */
export interface SightRules {
  /** `frozenMs`: with 'frozen', how long before the close of a round its board stands still. */
  board: { shown: 'live' | 'frozen' | 'after' | 'hidden'; frozenMs: number | null };
  unitTable: Sight;
  silentUnits: Sight;
  counters: Sight;
}

/** What holds where the rules were made before they could say it. */
export const USUAL_SIGHTS: SightRules = {
  board: { shown: 'live', frozenMs: null },
  unitTable: { who: 'public', when: 'live' },
  silentUnits: { who: 'own_units', when: 'live' },
  counters: { who: 'public', when: 'live' },
};

/** Who looks: whoever runs or audits the contest, whoever manages units of it, anybody else. */
export type Onlooker = 'organizers' | 'own_units' | 'public';

/** The rounds of what is looked at, and the end of the last round of the contest. Epoch ms. */
export interface SightTimes {
  now: number;
  rounds: readonly { opensAt: number; closesAt: number }[];
  contestClosesAt: number;
}

/**
 * How a thing is shown: as it is now; as it was at an instant, until another one (a board only); or not at all, until an
 * instant or (null) for ever.
 */
export type Shown =
  { state: 'live' } | { state: 'frozen'; at: number; until: number } | { state: 'hidden'; until: number | null };

const LIVE: Shown = { state: 'live' };
const NEVER: Shown = { state: 'hidden', until: null };

/**
 * May this onlooker see this thing now? The one answer for every page, answer and announcement. Organizers see everything
 * as it is. What several rounds add up to waits for each of them that has begun, for it would tell of the one that waits.
 *
 * Example: a board frozen for the last 30 minutes of a round that closes at 22:00 is, at 21:40, that of 21:30 until 22:00;
 * a unit table for everybody at the end of the round is hidden until 22:00.
 */
export function mayShow(thing: keyof SightRules, rules: SightRules, onlooker: Onlooker, times: SightTimes): Shown {
  if (onlooker === 'organizers') return LIVE;
  return thing === 'board' ? boardShown(rules.board, times) : sightShown(rules[thing], onlooker, times);
}

function boardShown({ shown, frozenMs }: SightRules['board'], times: SightTimes): Shown {
  const open = openRounds(times);
  switch (shown) {
    case 'live':
      return LIVE;
    case 'hidden':
      return NEVER;
    case 'after':
      return untilTheirEnd(open);
    case 'frozen': {
      const still = open
        .map(({ opensAt, closesAt }) => ({ at: Math.max(opensAt, closesAt - (frozenMs ?? 0)), closesAt }))
        .filter(({ at }) => at <= times.now);
      if (still.length === 0) return LIVE;
      return {
        state: 'frozen',
        at: Math.min(...still.map(({ at }) => at)),
        until: Math.max(...still.map(({ closesAt }) => closesAt)),
      };
    }
  }
}

function sightShown({ who, when }: Sight, onlooker: Onlooker, times: SightTimes): Shown {
  if (who !== 'public' && who !== onlooker) return NEVER;
  if (when === 'live') return LIVE;
  if (when === 'round_end') return untilTheirEnd(openRounds(times));
  return times.now >= times.contestClosesAt ? LIVE : { state: 'hidden', until: times.contestClosesAt };
}

const openRounds = ({ now, rounds }: SightTimes) =>
  rounds.filter(({ opensAt, closesAt }) => opensAt <= now && now < closesAt);

const untilTheirEnd = (open: SightTimes['rounds']): Shown =>
  open.length === 0 ? LIVE : { state: 'hidden', until: Math.max(...open.map(({ closesAt }) => closesAt)) };

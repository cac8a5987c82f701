import { advanceQuota, DAY_MS, shuffled, UNUSED_QUOTA, type Quota, type Random } from '#domain';
import { samplePerson, type SamplePerson } from './people.js';
import { playAttempt, type PlayedAttempt, type PlayedRound } from './play.js';
import type { NameLists } from './seeds.js';
import { peopleOf, type Turnout } from './turnout.js';

/** A sample person with all attempts, and what they used up. */
export interface Sitter extends SamplePerson {
  unitCode: string;
  attempts: PlayedAttempt[];
  quota: Quota;
  /** Items met, newest first. */
  seen: number[];
}

/** A pause between two attempts of one person. */
const PAUSE_MS = 60_000;
/** People sit down between 08:00, when rounds open, and 22:00; the last start leaves room for what is still to come. */
const HOURS_A_DAY = 13;
const HOUR_MS = 3_600_000;

/**
 * Plays a crowd: people of the units of a turnout, each with one to four attempts spread over the rounds, in the order of
 * time and never two at once. Exactly `perfect` attempts get full marks. The same draws give the same crowd.
 *
 * @throws RangeError when more full marks are wanted than there are attempts
 */
export function playCrowd(wish: {
  turnout: readonly Turnout[];
  rounds: readonly PlayedRound[];
  perfect: number;
  names: NameLists;
  year: number;
  random: Random;
}): Sitter[] {
  const { turnout, rounds, random } = wish;
  const people = turnout.flatMap(({ code, attempts }) => peopleOf(attempts, random).map((count) => ({ code, count })));
  const total = turnout.reduce((sum, { attempts }) => sum + attempts, 0);
  if (wish.perfect > total) throw new RangeError(`${wish.perfect} of ${total} attempts cannot be perfect`);
  const isPerfect = shuffled(
    Array.from({ length: total }, (_, i) => i < wish.perfect),
    random,
  );
  let next = 0;
  return people.map(({ code, count }) => {
    const flags = isPerfect.slice(next, (next += count));
    return sit({ code, flags, rounds, person: samplePerson(wish.names, wish.year, random), random });
  });
}

function sit(wish: {
  code: string;
  flags: boolean[];
  rounds: readonly PlayedRound[];
  person: SamplePerson;
  random: Random;
}): Sitter {
  const { rounds, random } = wish;
  // Most know much, some half of it.
  const skill = 1 - 0.5 * random.next() ** 1.5;
  const starts = wish.flags
    .map(() => rounds[random.int(rounds.length)]!)
    .map((round) => ({ round, at: startIn(round, random) }))
    .sort((a, b) => a.at - b.at);
  const sitter: Sitter = { ...wish.person, unitCode: wish.code, attempts: [], quota: UNUSED_QUOTA, seen: [] };
  starts.forEach(({ round, at }, i) => {
    const free = (sitter.attempts.at(-1)?.submittedAt ?? 0) + PAUSE_MS;
    const startedAt = Math.max(at, free);
    const seed = Array.from({ length: 4 }, () =>
      random
        .int(2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('');
    const seen = new Set(sitter.seen);
    const played = playAttempt({ round, seed, seen, skill, perfect: wish.flags[i]!, startedAt, random });
    sitter.attempts.push(played);
    sitter.quota = advanceQuota(sitter.quota, { now: startedAt, roundId: round.id, phaseId: null });
    sitter.seen = [...new Set([...played.itemIds, ...sitter.seen])];
  });
  return sitter;
}

/** An instant of the day in a round, with a third of the people on its last two days. */
function startIn({ opensAt, closesAt }: PlayedRound, random: Random): number {
  const days = Math.floor((closesAt - opensAt) / DAY_MS);
  const day = random.int(3) === 0 ? days - 1 - random.int(2) : random.int(days);
  return opensAt + day * DAY_MS + random.int(HOURS_A_DAY * HOUR_MS);
}

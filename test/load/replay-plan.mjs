// Who does what in the contest of 2019, decided before it begins: pure functions of the number of attempts and a seed.

/** The published figures. */
export const PUBLISHED = { invited: 222, tookPart: 182, attempts: 240_659, perfect: 101_907 };

/** With fewer attempts, 182 units cannot all take part. */
export const ATTEMPTS_MIN = 400;

/** Attempts a person: 1.9 on average. */
const ATTEMPTS_EACH = [0.52, 0.26, 0.12, 0.06, 0.025, 0.015];
const ATTEMPTS_MAX = ATTEMPTS_EACH.length;
/** The rules of the contest. */
export const PER_DAY = 2;
export const PER_ROUND = 5;

/**
 * Shares of the ten units that the report names, 48 % of all attempts together. Three of them were published: Diễn Châu
 * 23,899, Nghi Lộc 16,664, Anh Sơn 14,164; the other seven are assumed.
 */
const HEADS = { 425: 23_899, 429: 16_664, 424: 14_164 };
const OTHER_HEADS = [11_800, 10_500, 9_400, 8_500, 7_700, 6_900, 5_989];

/** Local days (UTC+7). A rush ends at the close; the round after it opens on the same day. */
const day = (/** @type {number} */ n, /** @type {string} */ time) =>
  new Date(Date.parse(`2019-05-06T${time}:00+07:00`) + n * 86_400_000).toISOString();

/** Four weekly rounds, Monday 08:00 to Monday 08:00, each with three sessions; `share` of all attempts. */
export const ROUNDS = [0.18, 0.22, 0.26, 0.34].map((share, i) => ({
  id: i + 1,
  opensAt: day(7 * i, '08:00'),
  closesAt: day(7 * i + 7, '08:00'),
  sessions: [
    { kind: 'opening', startsAt: day(7 * i, '08:00'), day: 7 * i, share: share * 0.22 },
    { kind: 'midweek', startsAt: day(7 * i + 3, '09:00'), day: 7 * i + 3, share: share * 0.28 },
    { kind: 'rush', startsAt: null, day: 7 * i + 7, share: share * 0.5 },
  ],
}));

/** A small generator of its own (mulberry32): the same seed plays the same contest. @param {number} seed */
export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (/** @type {number} */ n) => Math.floor(next() * n),
    chance: (/** @type {number} */ share) => next() < share,
    /** An index, by weights that sum up to 1. @param {readonly number[]} weights */
    pick(weights) {
      let left = next();
      const found = weights.findIndex((weight) => (left -= weight) < 0);
      return found < 0 ? weights.length - 1 : found;
    },
    /** @template {{ length: number, [n: number]: unknown }} T @param {T} list @returns {T} shuffled in place */
    shuffle(list) {
      for (let i = list.length - 1; i > 0; i -= 1) {
        const j = Math.floor(next() * (i + 1));
        [list[i], list[j]] = [list[j], list[i]];
      }
      return list;
    },
  };
}

/** As many perfect attempts as the published share gives, rounded once. @param {number} attempts */
export const perfectOf = (attempts) => Math.round((attempts * PUBLISHED.perfect) / PUBLISHED.attempts);

/**
 * For each person the unit stood for: 182 of the invited units, each with somebody, the ten heads with 48 % of all.
 * @param {string[]} codes of the invited units, in the order of the list
 * @param {number} people @param {ReturnType<typeof randomOf>} random
 * @returns {Int32Array} person -> index of the unit
 */
export function unitsOfPeople(codes, people, random) {
  const isHead = (/** @type {string} */ code) => Object.hasOwn(HEADS, code);
  const named = codes.map((code, at) => ({ at, code })).filter(({ code }) => isHead(code));
  const others = codes.map((code, at) => ({ at, code })).filter(({ code }) => !isHead(code));
  // The list begins with the districts: the first seven not published are the other heads, 172 of the rest take part.
  const heads = [...named, ...others.slice(0, OTHER_HEADS.length)];
  const rest = random.shuffle(others.slice(OTHER_HEADS.length)).slice(0, PUBLISHED.tookPart - heads.length);
  const headWeights = [...named.map(({ code }) => HEADS[code]), ...OTHER_HEADS];
  const tail = rest.map((_, n) => 1 / (n + 12));
  const tailSum = tail.reduce((sum, weight) => sum + weight, 0);
  const tailAttempts = PUBLISHED.attempts - headWeights.reduce((sum, weight) => sum + weight, 0);
  const weights = [...headWeights, ...tail.map((weight) => (weight / tailSum) * tailAttempts)];

  const chosen = [...heads, ...rest].map(({ at }) => at);
  const free = people - chosen.length; // one each, the others by weight
  const units = new Int32Array(people);
  let filled = 0;
  let owed = 0;
  chosen.forEach((unit, n) => {
    owed += (weights[n] / PUBLISHED.attempts) * free;
    const upTo = n === chosen.length - 1 ? people : Math.round(owed) + n + 1;
    while (filled < upTo) units[filled++] = unit;
  });
  return random.shuffle(units);
}

/** How many attempts each person makes, `attempts` together. @param {number} people @param {number} attempts */
function attemptsOfPeople(people, attempts, random) {
  const counts = new Uint8Array(people).map(() => random.pick(ATTEMPTS_EACH) + 1);
  let sum = counts.reduce((total, count) => total + count, 0);
  while (sum !== attempts) {
    const person = random.below(people);
    const step = Math.sign(attempts - sum);
    if (counts[person] + step < 1 || counts[person] + step > ATTEMPTS_MAX) continue;
    counts[person] += step;
    sum += step;
  }
  return counts;
}

/**
 * The whole plan. A visit is one person in one session with one or two attempts, one after the other.
 * @param {{ attempts: number, codes: string[], seed: number }} wish
 * @returns {{ people: number, units: Int32Array, perfect: number, sessions: { round: typeof ROUNDS[number], kind: string,
 *   startsAt: string | null, visits: { person: number, perfect: boolean[] }[] }[] }}
 */
export function planContest({ attempts, codes, seed }) {
  const random = randomOf(seed);
  const people = Math.round(attempts / 1.9);
  const units = unitsOfPeople(codes, people, random);
  const counts = attemptsOfPeople(people, attempts, random);
  const perfect = perfectOf(attempts);
  const isPerfect = random.shuffle(new Uint8Array(attempts).fill(1, 0, perfect));

  const sessions = ROUNDS.flatMap((round) =>
    round.sessions.map(({ kind, startsAt, day, share }) => ({ round, kind, startsAt, day, share, visits: [] })),
  );
  const shares = sessions.map(({ share }) => share);
  let next = 0;
  for (let person = 0; person < people; person += 1) {
    const chosen = sessionsOf(counts[person], sessions, shares, random);
    for (const at of new Set(chosen)) {
      const count = chosen.filter((other) => other === at).length;
      const visit = Array.from(isPerfect.subarray(next, next + count), Boolean);
      sessions[at].visits.push({ person, perfect: visit });
      next += count;
    }
  }
  for (const { visits } of sessions) random.shuffle(visits);
  return { people, units, perfect, sessions };
}

/** Sessions for so many attempts of one person, within the limits of a day and of a round. @returns {number[]} */
function sessionsOf(count, sessions, shares, random) {
  const chosen = [];
  while (chosen.length < count) {
    const at = random.pick(shares);
    const sameDay = chosen.filter((other) => sessions[other].day === sessions[at].day).length;
    const sameRound = chosen.filter((other) => sessions[other].round === sessions[at].round).length;
    if (sameDay < PER_DAY && sameRound < PER_ROUND) chosen.push(at);
  }
  return chosen;
}

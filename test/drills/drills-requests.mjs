// D5, D9, D10: what requests can do to each other.

import { play, until } from './stage.mjs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Requests sent in one moment. */
const RACERS = 100;

/** @type {import('./drill.mjs').Drill[]} */
export const requestDrills = [
  {
    id: 'D5',
    title: 'replies lost: to the client after the commit, and between api and PostgreSQL',
    ci: true,
    run: async (stage, { seed, isShort }) => {
      const done = await play(stage, {
        seed,
        act: async ({ miss }) => {
          const { front, postgres } = stage.gates;
          const before = { front: front.lost, postgres: postgres.lost };
          const lost = () => ({ front: front.lost - before.front, postgres: postgres.lost - before.postgres });
          front.loseReply = 0.15;
          await sleep(isShort ? 3_000 : 20_000);
          postgres.loseReply = 0.02;
          await sleep(isShort ? 3_000 : 20_000);
          // A busy machine needs longer for as many.
          const isEnough = await until(async () => lost().front >= 20 && lost().postgres >= 2, 60_000);
          if (isEnough === null) miss(`too few replies were lost to tell: ${JSON.stringify(lost())}`);
          front.heal();
          postgres.heal();
          return { repliesLost: lost().front + lost().postgres };
        },
      });
      const refused = Object.keys(done.notNow).filter((kind) => / 4\d\d/.test(kind));
      if (refused.length > 0) done.missed.push(`retries that were refused: ${refused.join(', ')}`);
      return done;
    },
  },
  {
    id: 'D9',
    title: 'one attempt handed in a hundred times at once: the same, with another number, with other answers',
    ci: true,
    run: async (stage, { seed, isShort }) => {
      const tally = { same: {}, otherAnswers: {}, otherNumber: {} };
      const done = await play(stage, {
        seed,
        citizens: 4,
        act: async ({ citizens, miss }) => {
          const crowd = citizens.alike(RACERS);
          try {
            for (let round = 0; round < (isShort ? 2 : 10); round += 1) {
              for (const kind of /** @type {const} */ (['same', 'otherAnswers', 'otherNumber'])) {
                const held = await crowd.start(
                  1_000 + round * 3 + Object.keys(tally).indexOf(kind),
                  `race-${round}-${kind}-0000`,
                );
                if (!held) {
                  miss(`the attempt of the race ${round} ${kind} could not be started`);
                  continue;
                }
                const changes = crowd.someChanges(held);
                const ends = await Promise.all(
                  Array.from({ length: RACERS }, (_, i) => {
                    const own = { ...held, masks: [...held.masks], seq: held.seq + (kind === 'otherNumber' ? i : 0) };
                    const others = changes.map((one, n) => (n === 0 ? { ...one, options: [1 + (i % 2)] } : one));
                    return crowd.submit(own, kind === 'otherAnswers' ? others : changes);
                  }),
                );
                const taken = ends.filter(Boolean).length;
                tally[kind][taken] = (tally[kind][taken] ?? 0) + 1;
                // The same is always the same receipt; of two sheets the half that is alike; of many numbers one.
                const fits = { same: taken === RACERS, otherAnswers: taken === RACERS / 2, otherNumber: taken === 1 }[
                  kind
                ];
                if (!fits) miss(`${kind}: ${taken} of ${RACERS} were told yes`);
              }
            }
            return { told: tally };
          } finally {
            crowd.close();
          }
        },
      });
      return done;
    },
  },
  {
    id: 'D10',
    title: 'a hundred starts of one person at once, with a limit of one and of three',
    ci: true,
    run: async (stage, { seed, isShort }) => {
      const results = [];
      for (const limit of [1, 3]) {
        const limits = {
          perDay: null,
          perWeek: null,
          perRound: limit,
          perPhase: null,
          perContest: null,
          minGapMs: null,
        };
        results.push(
          await play(stage, {
            seed,
            citizens: 2,
            calmMs: 1_000,
            rules: { limits },
            act: async ({ citizens, miss }) => {
              const crowd = citizens.alike(RACERS);
              try {
                for (let n = 0; n < (isShort ? 2 : 10); n += 1) {
                  const person = 1_500 + n;
                  for (let turn = 1; turn <= limit + 1; turn += 1) {
                    const began = await Promise.all(
                      Array.from({ length: RACERS }, (_, i) =>
                        crowd.start(person, `start-${n}-${turn}-${i % 50}-0000`),
                      ),
                    );
                    const held = began.filter((one) => one !== null);
                    const ids = new Set(held.map(({ id }) => id));
                    if (ids.size !== (turn <= limit ? 1 : 0)) miss(`turn ${turn} of ${limit}: ${ids.size} attempts`);
                    if (held[0] && !(await crowd.submit(held[0], crowd.someChanges(held[0])))) miss('not handed in');
                  }
                }
              } finally {
                crowd.close();
              }
            },
          }),
        );
      }
      return merged(results);
    },
  },
];

/** Several plays of one drill as one: sums, and the worst of what can be worse. */
function merged(results) {
  const sum = (of) => results.reduce((total, one) => total + of(one), 0);
  const worst = (name) => Math.max(...results.map((one) => one[name]));
  return {
    ...results[0],
    acknowledged: Object.fromEntries(
      ['starts', 'saves', 'submits'].map((name) => [name, sum(({ acknowledged }) => acknowledged[name])]),
    ),
    ...Object.fromEntries(
      ['lost', 'gradedTwice', 'attempts', 'graded', 'seconds'].map((name) => [name, sum((one) => one[name])]),
    ),
    ...Object.fromEntries(['recoverySeconds', 'p95BeforeMs', 'p95Ms'].map((name) => [name, worst(name)])),
    breaches: allBreaches(results),
    missed: results.flatMap(({ missed }) => missed),
    late: results.flatMap(({ late }) => late),
    drainedSeconds: results.some(({ drainedSeconds }) => drainedSeconds === null) ? null : worst('drainedSeconds'),
  };
}

/** @param {{ breaches: Record<string, { count: number, examples: string[] }> }[]} results */
function allBreaches(results) {
  /** @type {Record<string, { count: number, examples: string[] }>} */
  const all = {};
  for (const [id, { count, examples }] of results.flatMap(({ breaches }) => Object.entries(breaches))) {
    all[id] ??= { count: 0, examples: [] };
    all[id].count += count;
    all[id].examples.push(...examples);
  }
  return all;
}

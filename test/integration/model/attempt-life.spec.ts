import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commandsOfRun, counted, live, rulesOfRun } from './commands.js';
import { House } from './house.js';

// The life of attempts under a model: commands of people, worker, Redis and whoever runs a contest in any order, each answer and
// all that is stored compared with a few lines of plain state. `npm run test:model -- --runs 10000` runs more of it by hand.

const env = (name: string): string | undefined => process.env[name] || undefined;
const RUNS = Number(env('MODEL_RUNS') ?? 500);
/** The suite says the same of the same code; what is new is looked for by hand. */
const SUITE_SEED = 1;
/** A run takes a seventh of a second; a busy machine, and making a failure small, take longer. */
const PATIENCE_MS = 120_000 + RUNS * 2_000;

function lifeIn(house: House) {
  return fc.asyncProperty(rulesOfRun, commandsOfRun(env('MODEL_REPLAY')), async (rules, commands) => {
    try {
      await live(house, rules, commands);
    } catch (error) {
      await house.leaveContest();
      throw error;
    }
  });
}

describe('an attempt', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  it(
    'lives as the model says, whatever comes twice, out of order, late or not at all',
    async () => {
      const seed = Number(
        env('MODEL_SEED') ?? (env('MODEL_RUNS') ? Math.trunc(Math.random() * 0x7fff_ffff) : SUITE_SEED),
      );
      const path = env('MODEL_PATH');
      const began = performance.now();
      await fc.assert(lifeIn(house), { numRuns: RUNS, seed, ...(path === undefined ? {} : { path }) });
      await house.judge();
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      const figures = { runs: RUNS, commands: counted.commands, seconds, seed };
      if (env('MODEL_RUNS')) process.stderr.write(`${JSON.stringify(figures)}\n`);
      expect(counted.commands).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );
});

describe('the model finds a bug in the database:', () => {
  it.each<[string, string]>([
    [
      'the last of three answers is forgotten',
      `CREATE OR REPLACE FUNCTION merge_choices(choices smallint[], positions smallint[], masks smallint[]) RETURNS smallint[]
         LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $f$
       BEGIN
         FOR i IN 1 .. least(2, coalesce(cardinality(positions), 0)) LOOP choices[positions[i]] := masks[i]; END LOOP;
         RETURN choices;
       END $f$`,
    ],
    [
      'a request is judged however old it is',
      `CREATE OR REPLACE FUNCTION is_fresh(stamped timestamptz) RETURNS boolean LANGUAGE sql VOLATILE AS 'SELECT true'`,
    ],
    [
      'nothing forbids a second grade, and the first one stays',
      `DROP INDEX grade_effective_key;
       CREATE FUNCTION keep_effective() RETURNS trigger LANGUAGE plpgsql AS
         $f$ BEGIN NEW.effective := NEW.effective OR OLD.effective; RETURN NEW; END $f$;
       CREATE TRIGGER keep_effective BEFORE UPDATE ON grade FOR EACH ROW EXECUTE FUNCTION keep_effective()`,
    ],
  ])(
    '%s',
    async (_, harm) => {
      const house = await House.open(harm);
      try {
        const found = await fc.check(lifeIn(house), { numRuns: 200, seed: 1, endOnFailure: true });
        expect(found.failed).toBe(true);
      } finally {
        await house.close();
      }
    },
    PATIENCE_MS,
  );
});

// The compressed time of a replay, in its own throw-away database. contest_clock() is the only clock of the product: here it
// becomes "this instant of 2019, plus what has passed since, so many times as fast". Within a session time runs evenly; over
// the idle days between two sessions, when nobody works, it is moved ahead.

import { setTimeout as sleep } from 'node:timers/promises';

/** Api and worker measure the clock anew every 50 ms or more often than it drifts; this is several of their periods. */
const RENEWED_AFTER_MS = 500;

export class ScaledClock {
  anchorMs = 0;
  anchorAt = 0;
  /** Contest time that was passed over between sessions. */
  skippedMs = 0;

  /** @param {import('pg').Client} db the owner @param {number} scale contest seconds in a second */
  constructor(db, scale) {
    this.db = db;
    this.scale = scale;
  }

  /** Marks the database: no start accepts it any more. Do this before api and worker begin. @param {string} instant ISO */
  async begin(instant) {
    await this.db.query(
      `CREATE TABLE replay_clock (set_at timestamptz NOT NULL DEFAULT clock_timestamp(), shows timestamptz NOT NULL, scale float8 NOT NULL)`,
    );
    await this.set(Date.parse(instant));
  }

  /** Moves the clock ahead to an instant; nobody may be at work. @param {string | number} instant */
  async jumpTo(instant) {
    const target = typeof instant === 'number' ? instant : Date.parse(instant);
    const now = this.now();
    if (target < now) throw new Error(`the clock of the replay cannot go back from ${iso(now)} to ${iso(target)}`);
    this.skippedMs += target - now;
    await this.set(target);
    await sleep(RENEWED_AFTER_MS);
  }

  /** @param {number} ms epoch */
  async set(ms) {
    // The anchor stands in the function itself: PostgreSQL folds it into each statement and reads no table for it.
    const { rows } = await this.db.query('SELECT clock_timestamp() AS now');
    const [shows, real] = [`timestamptz '${iso(ms)}'`, `timestamptz '${rows[0].now.toISOString()}'`];
    const before = performance.now();
    await this.db.query(`
      BEGIN;
      INSERT INTO replay_clock (shows, scale) VALUES (${shows}, ${this.scale});
      CREATE OR REPLACE FUNCTION contest_clock() RETURNS timestamptz LANGUAGE sql VOLATILE
        AS $f$ SELECT ${shows} + (clock_timestamp() - ${real}) * ${this.scale}::float8 $f$;
      CREATE OR REPLACE FUNCTION contest_clock_scale() RETURNS double precision LANGUAGE sql STABLE
        AS $f$ SELECT ${this.scale}::float8 $f$;
      COMMIT`);
    const shown = await this.db.query('SELECT extract(epoch FROM contest_clock())::float8 * 1000 AS ms');
    this.anchorMs = shown.rows[0].ms;
    this.anchorAt = (before + performance.now()) / 2;
  }

  /** Contest time, epoch ms. */
  now() {
    return this.anchorMs + (performance.now() - this.anchorAt) * this.scale;
  }

  /** Real ms until an instant of the contest. @param {number} ms epoch */
  realUntil(ms) {
    return (ms - this.now()) / this.scale;
  }
}

const iso = (/** @type {number} */ ms) => new Date(ms).toISOString();

// D18: disks that are full. Each is a small file system of its own in memory, mounted for the drill by root: that of PostgreSQL's
// data, then that of the log files. Files that people upload and that are made for them are rows: their disk is PostgreSQL's.

import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { round } from '../load/measures.mjs';
import { play, until } from './stage.mjs';

const DATABASE_ROOM = '900m';
const LOG_ROOM = '4m';
const FULL_MS = 15_000;
const BACK_SECONDS = 30;

/** @param {string} command @param {string[]} args */
const said = (command, ...args) => {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? null : (error?.message ?? stderr).trim();
};

/** A folder that stands on a small file system of its own until `leave`. Nobody may use it while it moves. */
class SmallDisk {
  /** @param {string} folder @param {string} size as mount takes it */
  constructor(folder, size) {
    this.folder = folder;
    this.aside = `${folder}.aside`;
    this.size = size;
    this.ballast = join(folder, 'ballast');
  }

  enter() {
    renameSync(this.folder, this.aside);
    mkdirSync(this.folder);
    const refused = said('mount', '-t', 'tmpfs', '-o', `size=${this.size}`, 'tmpfs', this.folder);
    if (refused !== null) {
      rmSync(this.folder, { recursive: true });
      renameSync(this.aside, this.folder);
      throw new Error(`mount: ${refused}`);
    }
    said('cp', '-a', `${this.aside}/.`, this.folder);
    said('chown', `--reference=${this.aside}`, this.folder);
    said('chmod', `--reference=${this.aside}`, this.folder);
  }

  get freeBytes() {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Takes all room that there is, again and again until it is told to stop. @returns {() => void} stops, and makes room */
  fill() {
    const take = () => {
      try {
        appendFileSync(this.ballast, Buffer.alloc(this.freeBytes));
      } catch {
        // somebody else took the last of it
      }
    };
    take();
    const timer = setInterval(take, 100);
    return () => {
      clearInterval(timer);
      this.makeRoom();
    };
  }

  makeRoom() {
    rmSync(this.ballast, { force: true });
  }

  leave() {
    this.makeRoom();
    const kept = `${this.folder}.kept`;
    said('cp', '-a', this.folder, kept);
    // Whoever has a file open keeps it; the name is free at once.
    said('umount', '-l', this.folder);
    rmSync(this.folder, { recursive: true, force: true });
    renameSync(kept, this.folder);
    rmSync(this.aside, { recursive: true, force: true });
  }
}

/** Why no small disk can be had here; null: one can. @param {string} home */
function whyNot(home) {
  if (process.getuid?.() !== 0) return 'only root may mount a small file system';
  const probe = join(home, 'probe');
  mkdirSync(probe);
  const refused = said('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe);
  if (refused === null) said('umount', probe);
  rmSync(probe, { recursive: true, force: true });
  return refused === null ? null : `mount refused: ${refused}`;
}

/** Statuses with and without Retry-After, of one request that writes and of one that reads, every half second. */
async function watchAnswers(stage, contest, citizens, /** @type {number} */ ms) {
  const answers = /** @type {Record<string, number>} */ ({});
  const note = (/** @type {string} */ what) => (answers[what] = (answers[what] ?? 0) + 1);
  for (let waited = 0; waited < ms; waited += 500) {
    await Promise.all(
      stage.stack.urls.map(async (/** @type {string} */ url) => {
        const read = await fetch(`${url}/api/contests/${contest.slug}`).catch(() => null);
        note(`read ${read?.status ?? 0}`);
        const headers = {
          ...{ authorization: citizens.signedIn(1_900 + (waited % 90)).slice(15, -2) },
          'idempotency-key': `full-${waited}-${url.slice(-5)}`,
        };
        const path = `/api/rounds/${contest.contestId}-1/attempts`;
        const wrote = await fetch(`${url}${path}`, { method: 'POST', headers }).catch(() => null);
        const isTold = wrote?.status !== 503 || wrote.headers.has('retry-after');
        note(`write ${wrote?.status ?? 0}${isTold ? '' : ' without Retry-After'}`);
      }),
    );
    await sleep(500);
  }
  return answers;
}

/** Writes into PostgreSQL's log until it would need another file. @param {pg.Client} db connected while there was room */
async function exhaustLog(db) {
  try {
    for (let i = 0; i < 60; i += 1)
      await db.query(`SELECT pg_logical_emit_message(false, 'drill', repeat('x', 4000000)), pg_switch_wal()`);
  } catch {
    // it gave up, as it should
  }
}

/** Each api warns of each message that it cannot read. @param {import('./stage.mjs').Stage} stage */
const askForLines = (stage) =>
  stage.redis(async (redis) => {
    for (let i = 0; i < 2_000; i += 1) await redis.publish('cchc:graded', 'not a message');
  });

/** @type {import('./drill.mjs').Drill[]} */
export const diskDrills = [
  {
    id: 'D18',
    title: 'the disk of PostgreSQL full, and that of the log files',
    run: async (stage, { seed, isShort }) => {
      const home = stage.stack.dataDir;
      const skipped = whyNot(home);
      if (skipped !== null) return { skipped };
      const database = new SmallDisk(join(home, 'postgres'), DATABASE_ROOM);
      const logs = new SmallDisk(join(home, 'logs'), LOG_ROOM);
      await stage.stack.halt('postgres');
      database.enter();
      await stage.stack.resume('postgres');
      /** @type {string[]} */
      const rooms = ['postgres'];
      try {
        const done = await play(stage, {
          seed,
          calmMs: 8_000,
          act: async ({ citizens, contest, hurt, miss, fault }) => {
            const full = isShort ? 6_000 : FULL_MS;
            let deaths = 0;
            const { onDeath } = stage;
            // As a machine's supervisor does: a PostgreSQL that gave up is started again until it stays.
            stage.onDeath = (name, how) => {
              if (name !== 'postgres') return onDeath(name, how);
              deaths += 1;
              const again = () => stage.stack.resume('postgres').catch(() => sleep(1_000).then(again));
              void sleep(500).then(again);
            };
            const figures = [];
            // Tables cannot grow; then the write-ahead log cannot either, and PostgreSQL has to give up.
            for (const needsLog of [false, true]) {
              const taken = citizens.watch.submits.length;
              const superuser = new pg.Client({ connectionString: stage.stack.superuserUrl });
              superuser.on('error', () => {});
              await superuser.connect();
              const answers = await hurt(async () => {
                const makeRoom = database.fill();
                try {
                  const watched = watchAnswers(stage, contest, citizens, full);
                  if (needsLog) await exhaustLog(superuser);
                  return await watched;
                } finally {
                  makeRoom();
                  await superuser.end().catch(() => {});
                }
              });
              // It ends all its connections and recovers by itself, or gives up whole and is started again.
              const panics = readFileSync(join(home, 'logs', 'postgres.log'), 'utf8').match(/ PANIC: /g)?.length ?? 0;
              if (needsLog && panics === 0) miss('PostgreSQL did not run out of room for its log: nothing was tried');
              const back = await until(async () => {
                await stage.pool.query('SELECT 1');
                return true;
              }, 60_000);
              if (back === null) miss('PostgreSQL did not come back when there was room again');
              if (Object.keys(answers).some((what) => /without|write 5(?!03)|write 2(?!01)/.test(what)))
                miss(`answers while the disk was full: ${JSON.stringify(answers)}`);
              figures.push({
                ...{ needsLog, answers, backMs: back, panics, deaths },
                submitsMeanwhile: citizens.watch.submits.length - taken,
              });
              await sleep(6_000);
            }
            stage.onDeath = onDeath;

            // The log files: the programs get theirs anew, so that they write to the small disk, and then it is full.
            await hurt(async () => {
              const names = ['worker-1', 'worker-2', 'api-1', 'api-2'];
              await Promise.all(names.map((name) => stage.stack.halt(name)));
              logs.enter();
              rooms.push('logs');
              await Promise.all(names.map((name) => stage.stack.resume(name)));
            });
            await sleep(2_000);
            const makeRoom = logs.fill();
            const from = Date.now();
            fault(from, from); // nobody should notice
            const before = citizens.watch.submits.length;
            await askForLines(stage);
            await sleep(full);
            if (logs.freeBytes > 0) miss('the disk of the log was not full: nothing was tried');
            const taken = citizens.watch.submits.length - before;
            if (taken === 0) miss('nobody could hand in while the disk of the log was full');
            makeRoom();
            const free = logs.freeBytes;
            await askForLines(stage);
            await sleep(1_000);
            const writtenKb = round((free - logs.freeBytes) / 1024, 0);
            if (writtenKb === 0) miss('nothing was written to the log when there was room again');
            return { database: figures, logs: { submitsMeanwhile: taken, writtenAgainKb: writtenKb } };
          },
        });
        if (done.recoverySeconds > BACK_SECONDS)
          done.late.push(`back after ${done.recoverySeconds} s (allowed: ${BACK_SECONDS})`);
        return done;
      } finally {
        if (rooms.includes('logs')) logs.leave();
        await stage.stack.halt('postgres');
        database.leave();
        await stage.stack.resume('postgres');
      }
    },
  },
];

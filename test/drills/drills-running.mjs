// D19, D22, D23, D24: what happens to a contest that runs: processes replaced one by one, keys corrected, a worker that
// stands still, connections that only wait.

import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { play, until } from './stage.mjs';

/** A worker that does not renew its lock for so long has lost it. */
const LOCK_LOST_MS = 32_000;
/** At each end of an api so many of sixteen people may be cut off, whose request crosses the end of their idle line. */
const CROSSED = 8;

/** @type {import('./drill.mjs').Drill[]} */
export const runningDrills = [
  {
    id: 'D19',
    title: 'every api and worker ended by SIGTERM and started again, one by one (the same version; two seconds to end)',
    run: async (stage, { seed, isShort }) => {
      const done = await play(stage, {
        seed,
        act: async ({ fault }) => {
          const ended = [];
          const turns = isShort ? 1 : 3;
          for (let turn = 0; turn < turns; turn += 1) {
            for (const name of ['api-1', 'api-2', 'worker-1', 'worker-2']) {
              const at = Date.now();
              await stage.stack.halt(name);
              ended.push(Date.now() - at);
              fault(at, at);
              await stage.stack.resume(name);
              await sleep(500);
            }
          }
          return { longestEndMs: Math.max(...ended), apiEnds: 2 * turns };
        },
      });
      const failed = Object.keys(done.notNow).filter((kind) => kind.startsWith('submit 5'));
      if (failed.length > 0) done.missed.push(`submits that failed: ${failed.join(', ')}`);
      const cut = Object.entries(done.notNow).reduce((sum, [kind, n]) => sum + (kind.endsWith(' 0') ? n : 0), 0);
      if (cut > CROSSED * done.apiEnds)
        done.missed.push(`${cut} requests were cut off by ${done.apiEnds} ends of an api`);
      return done;
    },
  },
  {
    id: 'D22',
    title: 'keys corrected while people hand in, a worker killed while it marks again',
    run: (stage, { seed }) =>
      play(stage, {
        seed,
        drainSeconds: 180,
        act: async ({ contest, miss }) => {
          await sleep(3_000);
          const { contestId } = contest;
          // As if two people had asked and agreed in the console; everything that follows is the product's.
          const { rows } = await stage.pool.query(
            `INSERT INTO key_correction (contest_id, id, item_version_id, rule, right_mask, reason, public_note, state, asked_by, approved_by, approved_at)
             SELECT $1, id, item, rule, CASE rule WHEN 'regrade' THEN 1 END, 'Diễn tập', 'Diễn tập', 'approved', a.asked, a.agreed, contest_clock()
               FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS w(id, rule, n)
               JOIN (SELECT item, row_number() OVER (ORDER BY count(*) DESC, item) AS n FROM attempt, unnest(paper_items) AS item
                      WHERE contest_id = $1 GROUP BY item) AS most USING (n),
                    (SELECT min(account_id::text)::uuid AS asked, max(account_id::text)::uuid AS agreed FROM participant WHERE contest_id = $1) AS a
             RETURNING id, rule`,
            [
              contestId,
              Array.from({ length: 6 }, () => randomUUID()),
              ['give_all', 'annul', 'regrade', 'give_all', 'annul', 'regrade'],
            ],
          );
          await sleep(800);
          await stage.kill('worker-1');
          await stage.stack.resume('worker-1');
          const applied = async () =>
            (
              await stage.pool.query(`SELECT 1 FROM key_correction WHERE contest_id = $1 AND state <> 'applied'`, [
                contestId,
              ])
            ).rowCount === 0;
          if ((await until(applied, 120_000)) === null) miss('a correction was not carried through');
          const again = await stage.pool.query(
            `SELECT sum(attempts)::int AS marked, sum(raised)::int AS raised, sum(lowered)::int AS lowered FROM key_correction WHERE contest_id = $1`,
            [contestId],
          );
          return { corrections: rows.length, ...again.rows[0] };
        },
      }),
  },
  {
    id: 'D23',
    title: 'a worker that stands still until its locks are lost, and then goes on',
    run: (stage, { seed }) =>
      play(stage, {
        seed,
        act: async ({ miss }) => {
          await sleep(1_000);
          const still = stage.stack.pids['worker-1'];
          if (!still) return miss('there is no worker-1');
          process.kill(still, 'SIGSTOP');
          try {
            await sleep(LOCK_LOST_MS, undefined, { signal: stage.signal });
          } finally {
            process.kill(still, 'SIGCONT');
          }
          return { stoodStillMs: LOCK_LOST_MS };
        },
      }),
  },
  {
    id: 'D24',
    title: 'two thousand connections that say nothing, three hundred that say a letter a second',
    run: (stage, { seed, isShort }) =>
      play(stage, {
        seed,
        act: async ({ citizens, miss }) => {
          const ports = stage.stack.urls.map((url) => Number(new URL(url).port));
          const idle = await Promise.all(Array.from({ length: 2_000 }, (_, n) => open(ports[n % ports.length] ?? 0)));
          const slow = await Promise.all(Array.from({ length: 300 }, (_, n) => open(ports[n % ports.length] ?? 0)));
          const letters = [...'POST /api/sessions HTTP/1.1\r\nhost: x\r\nx-slow: '.padEnd(200, 'x')];
          const from = Date.now();
          try {
            const before = citizens.watch.submits.length;
            for (let second = 0; second < (isShort ? 60 : 100); second += 1) {
              for (const socket of slow) if (!socket.destroyed) socket.write(letters[second % letters.length] ?? 'x');
              await sleep(1_000, undefined, { signal: stage.signal });
            }
            const submits = citizens.watch.submits.slice(before).map(({ ms }) => ms);
            const left = slow.filter((socket) => !socket.destroyed).length;
            if (left > 0)
              miss(`${left} slow senders are still there after ${Math.round((Date.now() - from) / 1000)} s`);
            if (submits.length === 0) miss('nobody could hand in meanwhile');
            return {
              submitsMeanwhile: submits.length,
              slowLeft: left,
              idleLeft: idle.filter((socket) => !socket.destroyed).length,
            };
          } finally {
            for (const socket of [...idle, ...slow]) socket.destroy();
          }
        },
      }),
  },
];

/** @param {number} port @returns {Promise<import('node:net').Socket>} */
const open = (port) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => resolve(socket));
    socket.once('connect', () => resolve(socket));
    socket.resume();
  });

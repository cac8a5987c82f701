// PgBouncer in transaction mode: the product has no connection of its own for longer than a transaction.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Staff } from '../drills/staff.mjs';
import { startPgBouncer } from './servers.mjs';
import { makeReport } from './reports.mjs';
import { ask, playOn } from './site.mjs';

/** Fewer than one process may open by itself. */
const POOL_SIZE = 8;

/** @type {import('./deploy.mjs').Trial[]} */
export const poolerTrials = [
  {
    name: 'pooler',
    title: 'PgBouncer in transaction mode between the product and PostgreSQL; killed and started again',
    env: { DATABASE_NAMED_STATEMENTS: '0' },
    run: async (site) => {
      const start = () =>
        startPgBouncer({
          ...{ home: site.stack.dataDir, serverPort: site.serverPorts.postgres, poolSize: POOL_SIZE },
          appUrl: site.stack.env.DATABASE_APP_URL,
        }).then(site.keep);
      let bouncer = await start();
      site.gates.postgres.backends = () => [bouncer.port];
      // From its first statement on, each process knows nothing else.
      for (const name of ['api-1', 'api-2', 'worker-1', 'worker-2']) {
        await site.stack.halt(name);
        await site.stack.resume(name);
      }
      return playOn(site, {
        act: async ({ contest, hurt, miss }) => {
          const shared = await pools(bouncer.statsUrl);
          const { rows } = await site.pool.query(
            `SELECT count(*)::int AS n FROM pg_stat_activity
              WHERE usename = 'cchc_app' AND application_name NOT IN ('cchc-documents', 'cchc-reports', 'cchc-heavy')`,
          );
          if (rows[0].n > POOL_SIZE) miss(`${rows[0].n} connections to PostgreSQL, ${POOL_SIZE} are allowed`);
          const signIn = await signUpAndIn(site);
          if (signIn.join() !== '201,201') miss(`sign-up and sign-in: ${signIn.join()}`);
          const report = await makeReport(site, contest.contestId, 'xlsx');
          if (report.state !== 'done') miss(`a report: ${report.state} ${report.failure}`);
          // Straight to one api: nginx has a certificate of this trial's own.
          const staff = await Staff.admit({ ...site, url: site.stack.urls[0] }, 'administrator');
          const found = await site.pool.query('SELECT slug FROM contest WHERE id = $1', [contest.contestId]);
          const { status: heavy } = await staff.ask('GET', `/contests/${found.rows[0].slug}/unit-table.xlsx`);
          if (heavy !== 200) miss(`heavy work beside the front door: ${heavy}`);
          // What it forgets is found by the sweeper, whose lock is one of a transaction.
          await site.redis((redis) => redis.flushall());
          await hurt(async () => {
            await bouncer.child.stop('SIGKILL');
            await sleep(1_000);
            bouncer = await start();
          });
          await sleep(3_000);
          return {
            pooler: { version: bouncer.version, clients: shared.clients, servers: rows[0].n, poolSize: POOL_SIZE },
            report: { state: report.state, ms: report.ms },
            heavy,
          };
        },
      });
    },
  },
];

/** @param {string} url @returns {Promise<{ clients: number }>} */
async function pools(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query('SHOW POOLS');
    const ours = rows.filter(({ database }) => database === 'cchc');
    const sum = (/** @type {string} */ field) => ours.reduce((all, row) => all + Number(row[field]), 0);
    return { clients: sum('cl_active') + sum('cl_waiting') };
  } finally {
    await client.end();
  }
}

/** The door: an account is made, and comes in again with its password. @returns {Promise<number[]>} statuses */
async function signUpAndIn(site) {
  const headers = { 'content-type': 'application/json' };
  const person = { phone: '0936000001', password: 'con trâu đi trước' };
  const more = { fullName: 'H’Hen Niê', birthDate: '1992-05-08' };
  const made = await ask(site, '/api/accounts', {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...person, ...more }),
  });
  const came = await ask(site, '/api/sessions', { method: 'POST', headers, body: JSON.stringify(person) });
  return [made.status, came.status];
}

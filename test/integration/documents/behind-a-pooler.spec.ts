import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { DocumentJobService } from '#documents';
import { insertContest } from '../../support/contest.js';
import { startEngine, type Engine } from '../../support/engine.js';

// PgBouncer itself is tried by `npm run test:deploy`. Here a door before PostgreSQL refuses what PgBouncer refuses: a limit on
// the time of statements that is asked for when connecting.

/** Which a worker starts with the id of a job and its try. */
const PROCESS = join(process.cwd(), 'dist/apps/worker/src/documents/document-process.js');

let engine: Engine;
let door: Server;
let refused = 0;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  engine = await startEngine();
  const { hostname, port } = new URL(engine.database.appUrl);
  door = createServer((near) => {
    near.on('error', () => undefined);
    near.once('data', (first) => {
      if (first.includes('statement_timeout')) {
        refused += 1;
        return void near.end(fatal('unsupported startup parameter: statement_timeout'));
      }
      const far = connect(Number(port), hostname);
      far.on('error', () => near.destroy());
      far.write(first);
      near.pipe(far).pipe(near);
    });
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const pooled = new URL(engine.database.appUrl);
  pooled.port = String((door.address() as AddressInfo).port);
  const own = Object.entries(engine.env).filter(([, value]) => value !== undefined);
  env = {
    ...process.env,
    ...(Object.fromEntries(own) as NodeJS.ProcessEnv),
    ...{ DATABASE_APP_URL: pooled.href, DATABASE_DIRECT_URL: engine.database.appUrl },
    ...{ DATABASE_NAMED_STATEMENTS: '0', LOG_LEVEL: 'error' },
  };
});
afterAll(async () => {
  door?.close();
  await engine?.close();
});

/** What a server says before it hangs up. */
function fatal(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C08P01\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

it('a file is made past a pooler that keeps no limit on the time of statements', async () => {
  const contest = await insertContest(engine.owner);
  const by = randomUUID();
  await engine.owner.query(`INSERT INTO account (id, full_name) VALUES ($1, 'Lò Thị Ính')`, [by]);
  const jobs = new DocumentJobService(engine.get(DataSource));
  const params = { scope: 'contest', scopeId: null, format: 'xlsx', tellsItems: true } as const;
  const { contestId } = contest;
  const { id } = await jobs.ask({ id: randomUUID(), contestId, kind: 'report', params, by, requestId: null });
  const { tries } = (await jobs.take())!;
  const maker = fork(PROCESS, [id, String(tries)], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(maker, 'exit');
  const { state, failure } = await jobs.read(contestId, id);
  expect({ refused, state, failure }).toEqual({ refused: 0, state: 'done', failure: null });
});

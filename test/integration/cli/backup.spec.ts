import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DataSource } from 'typeorm';
import {
  AttemptTokens,
  GradingService,
  parseAttemptAddress,
  Receipts,
  StartService,
  WriteService,
  type Receipt,
} from '#attempts';
import { appendAudit, migrations, migrationsPending, readSchema, sealAudit } from '#database';
import { Clock, Secrets } from '#platform';
import { TallyService } from '#results';
import { dispatch } from '../../../apps/cli/src/dispatch.js';
import { insertContest, insertPeople, type ContestFixture, type PersonFixture } from '../../support/contest.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startEngine, type Engine } from '../../support/engine.js';
import { connect } from '../../support/insert.js';
import { writeTestSecrets } from '../../support/secrets.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest();

let engine: Engine;
let contest: ContestFixture;
let people: PersonFixture[];
let folder: string;
let phraseFile: string;
const databases: TestDatabase[] = [];

beforeAll(async () => {
  engine = await startEngine();
  contest = await insertContest(engine.owner);
  people = await insertPeople(engine.owner, contest, 60);
  folder = mkdtempSync(join(tmpdir(), 'cchc-backup-'));
  phraseFile = join(folder, 'phrase');
  writeFileSync(phraseFile, 'một câu dài mà chỉ người trực biết\n');
  for (const action of ['bank.imported', 'contest.published', 'staff.invited'])
    await appendAudit(engine.owner.manager, { actorId: null, action, subject: 'thử' });
  // The sealer leaves the last seconds alone.
  await engine.owner.query(`UPDATE audit SET at = contest_clock() - interval '1 hour'`);
  await sealAudit(engine.owner, sha256);
});
afterAll(async () => {
  await engine?.close();
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Does an errand as a person at a terminal would, on a database with the keys of a machine. */
async function cli(at: { ownerUrl: string; secretsFile: string }, ...args: string[]) {
  process.env['DATABASE_OWNER_URL'] = at.ownerUrl;
  process.env['SECRETS_FILE'] = at.secretsFile;
  const said = { out: '', err: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name === 'stdout' ? 'out' : 'err'] += String(text);
      return true;
    }),
  );
  try {
    return { code: await dispatch(args), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const here = () => ({ ownerUrl: engine.database.ownerUrl, secretsFile: engine.env.SECRETS_FILE! });

async function backUp(name: string, ...more: string[]): Promise<string> {
  const { code, out, err } = await cli(here(), 'backup', '--out', join(folder, name), ...more);
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  return out.trim();
}

/** Another machine: keys of its own and a database without anything in it. */
async function elsewhere() {
  const database = await createEmptyDatabase();
  databases.push(database);
  return { database, ownerUrl: database.ownerUrl, secretsFile: writeTestSecrets() };
}

async function opened<T>(url: string, work: (owner: DataSource) => Promise<T>): Promise<T> {
  const owner = await connect(url);
  try {
    return await work(owner);
  } finally {
    await owner.destroy();
  }
}

/** One person from the start to the grade. @returns the receipt of the submit */
async function sit(person: PersonFixture): Promise<Receipt> {
  const [starts, writes, clock] = [engine.get(StartService), engine.get(WriteService), engine.get(Clock)];
  const view = await starts.start({
    ...{ contestId: contest.contestId, roundId: contest.roundId, accountId: person.accountId },
    ...{ sessionId: person.sessionId, startKey: randomUUID(), receivedAt: clock.now() },
  });
  const token = engine.get(AttemptTokens).read(view.token!);
  const changes = [{ position: 1, options: [2] }];
  const receipt = await writes.submit(token, {
    ...{ writer: view.writer!, seq: 1, changes, prediction: null, receivedAt: clock.now() },
  });
  await engine.owner.transaction(async (manager) => {
    const { attemptId } = parseAttemptAddress(view.attemptId);
    const group = await engine.get(GradingService).grade(manager, contest.contestId, [attemptId]);
    await engine.get(TallyService).apply(manager, contest.contestId, group.attemptIds);
  });
  return receipt;
}

/** All rows of all tables as one number a table. */
async function contentsOf(url: string): Promise<Record<string, string>> {
  return opened(url, async (owner) => {
    const tables: { name: string }[] = await owner.query(
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    );
    const contents: Record<string, string> = {};
    for (const { name } of tables) {
      const [row]: { sum: string }[] = await owner.query(
        `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS sum FROM ${name} t`,
      );
      if (name !== 'migration') contents[name] = row!.sum;
    }
    return contents;
  });
}

const recount = (url: string): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['test/recount.mjs', url, contest.slug], (error, stdout) =>
      resolve({ code: error ? 1 : 0, said: stdout }),
    );
  });

describe('a backup that is taken while people take part', () => {
  it('brings back, on another machine, all that was acknowledged before it, and nothing by halves', async () => {
    const before: Receipt[] = [];
    for (const person of people.slice(0, 12)) before.push(await sit(person));

    let isOver = false;
    const later = (async () => {
      for (let n = 12; !isOver && n < people.length; n += 1) await sit(people[n]!);
    })();
    const archive = await backUp('busy', '--passphrase-file', phraseFile);
    isOver = true;
    await later;

    const other = await elsewhere();
    const { code, out, err } = await cli(other, 'restore', '--from', archive, '--passphrase-file', phraseFile);
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Đã khôi phục');

    // Receipts that people hold are known by the keys that came along; their attempts are there.
    const receipts = new Receipts(Secrets.fromFile(other.secretsFile));
    expect(before.map((receipt) => receipts.isOurs(receipt))).toEqual(before.map(() => true));
    const ids = before.map(({ attemptId }) => attemptId);
    const [found] = await opened(other.ownerUrl, (owner) =>
      owner.query(
        `SELECT count(*)::int AS graded FROM attempt t JOIN grade g ON g.contest_id = t.contest_id AND g.attempt_id = t.id
          WHERE t.contest_id = $1 AND t.id = ANY ($2) AND t.state = 'graded'`,
        [contest.contestId, ids],
      ),
    );
    expect(found).toEqual({ graded: before.length });

    // Grades, boards and counters as a program that shares nothing with ours finds them; the trail as it was sealed.
    expect(await recount(other.ownerUrl)).toMatchObject({ code: 0 });
    const trail = await cli(other, 'verify-audit');
    expect(JSON.parse(trail.out)).toMatchObject({ ok: true, sealed: 3 });
    expect((await cli(other, 'reconcile', '--contest', contest.slug)).code).toBe(0);
  });

  it('gives back every row of every table, the schema, and the next numbers', async () => {
    const archive = await backUp('quiet');
    const other = await elsewhere();
    expect((await cli(other, 'restore', '--from', archive)).code).toBe(0);
    expect(await contentsOf(other.ownerUrl)).toEqual(await contentsOf(engine.database.ownerUrl));
    const schemas = await Promise.all(
      [other.ownerUrl, engine.database.ownerUrl].map((url) =>
        opened(url, (owner) => readSchema((sql) => owner.query(sql))),
      ),
    );
    expect(schemas[0]).toBe(schemas[1]);
    await opened(other.ownerUrl, async (owner) => {
      const [{ next }] = await owner.query(
        `INSERT INTO bank (code, title) VALUES ('sau', 'Sau khi khôi phục') RETURNING id AS next`,
      );
      const [{ last }] = await owner.query(`SELECT max(id) AS last FROM bank WHERE code <> 'sau'`);
      expect(next).toBeGreaterThan(last);
    });
  });
});

describe('the instant of a backup', () => {
  it('is that of its picture, however long the copying takes: what is written meanwhile is later, and not in it', async () => {
    const holder = engine.owner.createQueryRunner();
    await holder.startTransaction();
    await holder.query('LOCK TABLE account IN ACCESS EXCLUSIVE MODE');
    const archive = backUp('slow');
    const isWaiting = async () => {
      const [row] = await engine.owner.query(
        `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'account'::regclass`,
      );
      return row.n > 0;
    };
    while (!(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 20));
    const [written]: { at: Date }[] = await engine.owner.query(
      `INSERT INTO bank (code, title) VALUES ('muon', 'Ghi trong lúc sao lưu') RETURNING contest_clock() AS at`,
    );
    await holder.commitTransaction();
    await holder.release();
    const read = (file: string) => readFileSync(join(folder, 'slow', readdirSync(join(folder, 'slow'))[0]!, file));
    await archive;
    const { takenAt } = JSON.parse(read('manifest.json').toString()) as { takenAt: string };
    expect(Date.parse(takenAt)).toBeLessThan(written!.at.getTime());
    expect(gunzipSync(read('rows/bank.copy.gz')).toString()).not.toContain('muon');
  });
});

describe('restore', () => {
  let archive: string;
  beforeAll(async () => {
    archive = await backUp('refusals');
  });

  it('keeps its hands off a database with data, until its name is given', async () => {
    const other = await createTestDatabase();
    databases.push(other);
    const at = { ownerUrl: other.ownerUrl, secretsFile: writeTestSecrets() };
    await opened(at.ownerUrl, async (owner) => {
      await insertContest(owner);
      // A newer version was here: the way back after an upgrade.
      await owner.query('CREATE TABLE from_the_future (contest_id integer REFERENCES contest (id))');
      await owner.query(
        `INSERT INTO migration ("timestamp", name) VALUES (1999999999999, 'FromTheFuture1999999999999')`,
      );
    });
    const before = await contentsOf(at.ownerUrl);
    const refused = await cli(at, 'restore', '--from', archive, '--replace', 'cchc');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`--replace ${other.name}`);
    expect((await cli(at, 'restore', '--from', archive, '--dry-run', '--replace', other.name)).code).toBe(0);
    expect(await contentsOf(at.ownerUrl)).toEqual(before);

    const done = await cli(at, 'restore', '--from', archive, '--replace', other.name);
    expect(done.code).toBe(0);
    // Its own keys cannot know the receipts of the other machine, and it says which are missing.
    expect(done.err).toContain(`thiếu khóa ${Secrets.fromFile(engine.env.SECRETS_FILE!).fingerprints.token[0]}`);
    expect(await contentsOf(at.ownerUrl)).toEqual(await contentsOf(engine.database.ownerUrl));
  });

  it('writes nothing with --dry-run', async () => {
    const other = await elsewhere();
    const { code, out } = await cli(other, 'restore', '--from', archive, '--dry-run');
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('Chưa ghi gì') });
    expect(await contentsOf(other.ownerUrl)).toEqual({});
  });

  it.each<[string, (at: string) => void, RegExp]>([
    [
      'a byte changed',
      (at) => {
        const path = join(at, 'rows', 'contest.copy.gz');
        const bytes = readFileSync(path);
        bytes[bytes.length - 9]! ^= 1;
        writeFileSync(path, bytes);
      },
      /contest\.copy\.gz/,
    ],
    ['a table missing', (at) => rmSync(join(at, 'rows', 'account.copy.gz')), /Thiếu tệp rows\/account\.copy\.gz/],
    ['no sums', (at) => rmSync(join(at, 'SHA256SUMS')), /không phải một bản sao lưu đã xong/],
    [
      'a step of a newer version',
      (at) => {
        const manifest = readFileSync(join(at, 'manifest.json'), 'utf8');
        const newer = manifest.replace(migrations.at(-1)!.name, 'FromTheFuture1999999999999');
        writeFileSync(join(at, 'manifest.json'), newer);
        const sums = readFileSync(join(at, 'SHA256SUMS'), 'utf8');
        writeFileSync(
          join(at, 'SHA256SUMS'),
          sums.replace(/\w+ {2}manifest\.json/, `${sha256(newer).toString('hex')}  manifest.json`),
        );
      },
      /phiên bản mới hơn.*FromTheFuture/,
    ],
  ])('refuses an archive with %s before it touches anything', async (_what, spoil, words) => {
    const spoilt = join(folder, `spoilt-${randomUUID()}`);
    cpSync(archive, spoilt, { recursive: true });
    spoil(spoilt);
    const other = await elsewhere();
    const { code, err } = await cli(other, 'restore', '--from', spoilt);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(words) });
    expect(await contentsOf(other.ownerUrl)).toEqual({});
  });

  it('opens the keys with their own phrase only', async () => {
    const withKeys = await backUp('keys', '--passphrase-file', phraseFile);
    const wrong = join(folder, 'wrong');
    writeFileSync(wrong, 'một câu khác cũng đủ dài');
    const other = await elsewhere();
    const { code, err } = await cli(other, 'restore', '--from', withKeys, '--passphrase-file', wrong);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('không mở được') });
  });

  it('brings an archive of an older version up to this one', async () => {
    const old = await createTestDatabase();
    databases.push(old);
    await opened(old.ownerUrl, (owner) => owner.undoLastMigration({ transaction: 'each' }));
    const at = { ownerUrl: old.ownerUrl, secretsFile: engine.env.SECRETS_FILE! };
    const taken = await cli(at, 'backup', '--out', join(folder, 'older'));
    const other = await createTestDatabase();
    databases.push(other);
    const done = await cli({ ...at, ownerUrl: other.ownerUrl }, 'restore', '--from', taken.out.trim());
    expect(done.err).toContain('Đã cập nhật cấu trúc lên phiên bản này: 1 bước');
    expect(await opened(other.ownerUrl, migrationsPending)).toBe(0);
  });
});

describe('backup', () => {
  it('gives each its own name, however soon one follows another', async () => {
    const folders = [await backUp('soon'), await backUp('soon'), await backUp('soon')];
    expect(readdirSync(join(folder, 'soon'))).toEqual(folders.map((name) => name.split('/').at(-1)));
  });

  it('lets only its owner read it, and keeps as many as it is told', async () => {
    const out = join(folder, 'nightly');
    const [first, second] = [await backUp('nightly'), await backUp('nightly-2')];
    expect(statSync(first).mode & 0o077).toBe(0);
    expect(statSync(join(first, 'rows', 'account.copy.gz')).mode & 0o077).toBe(0);
    cpSync(second, join(out, 'cchc-20200101T000000.000Z'), { recursive: true });
    writeFileSync(join(out, 'note.txt'), 'not ours to delete');
    const third = await backUp('nightly', '--keep', '1');
    expect(readdirSync(out).sort()).toEqual([third.split('/').at(-1), 'note.txt']);
    expect((await cli(here(), 'check-backup', '--from', third)).code).toBe(0);
  });
});

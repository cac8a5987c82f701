// Staff of a drill, who do what a console does, and the contest of 2019 beside the one in which people take part.

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDataSource } from '#database';
import { ContestReader, ReconcileService } from '#results';
import { insertPlayed } from '../load/fixture-played.mjs';

/** Somebody signed in with the second factor, in an office of one contest or, without one, of the whole house. */
export class Staff {
  /** @param {import('./stage.mjs').Stage} stage @param {string} role @param {number | null} [contestId] */
  static async admit(stage, role, contestId = null) {
    const [accountId, token] = [randomUUID(), randomBytes(32).toString('base64url')];
    await stage.pool.query(`INSERT INTO account (id, full_name) VALUES ($1, 'Người diễn tập')`, [accountId]);
    await stage.pool.query(`INSERT INTO staff_role (account_id, role, contest_id) VALUES ($1, $2, $3)`, [
      ...[accountId, role, contestId],
    ]);
    await stage.pool.query(
      `INSERT INTO session (id, account_id, token_hash, expires_at, second_factor_at)
       VALUES ($1, $2, $3, contest_clock() + interval '6 hours', contest_clock())`,
      [randomUUID(), accountId, createHash('sha256').update(token).digest()],
    );
    return new Staff(stage.url, token);
  }

  /** @param {string} url @param {string} token */
  constructor(url, token) {
    Object.assign(this, { url, token });
  }

  /**
   * @param {string} method @param {string} path behind /api @param {unknown} [body] JSON, or bytes as they are
   * @returns {Promise<{ status: number, bytes: Buffer, headers: Headers }>} status 0: no answer
   */
  async ask(method, path, body) {
    const isBytes = body instanceof Uint8Array;
    const type = isBytes ? 'application/octet-stream' : 'application/json';
    try {
      const answer = await fetch(`${this.url}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${this.token}`, ...(body !== undefined && { 'content-type': type }) },
        ...(body !== undefined && { body: /** @type {BodyInit} */ (isBytes ? body : JSON.stringify(body)) }),
        signal: AbortSignal.timeout(120_000),
      });
      return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
    } catch {
      return { status: 0, bytes: Buffer.alloc(0), headers: new Headers() };
    }
  }

  /** What must succeed. @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<any>} */
  async done(method, path, body) {
    const { status, bytes } = await this.ask(method, path, body);
    const text = bytes.toString('utf8');
    if (status < 200 || status > 299) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`);
    return text === '' ? {} : JSON.parse(text);
  }

  /**
   * A file that the worker makes, from the wish to its end. @param {string} slug @param {string} kind @param {object} params
   * @returns {Promise<{ id: string, state: string, failure?: { code: string } | null }>}
   */
  async document(slug, kind, params) {
    const id = randomUUID();
    const jobs = `/contests/${slug}/document-jobs`;
    let job = await this.done('POST', jobs, { id, kind, params });
    while (job.state === 'asked' || job.state === 'running') {
      await sleep(200);
      const { status, bytes } = await this.ask('GET', `${jobs}/${id}`);
      if (status === 200) job = JSON.parse(bytes.toString('utf8'));
    }
    return job;
  }
}

let played = 0;

/**
 * A contest that is over, with so many attempts of the year 2019, on the same stage; its people are signed in.
 * @param {import('./stage.mjs').Stage} stage @param {number} attempts
 * @returns {Promise<{ contestId: number, slug: string, people: number, secret: string }>}
 */
export async function playedContest(stage, attempts) {
  played += 1;
  const slug = `dien-tap-2019-${played}`;
  const owner = await createDataSource({
    ...{ url: stage.stack.env.DATABASE_OWNER_URL, poolMax: 2, applicationName: 'drill' },
  }).initialize();
  const db = await stage.pool.connect();
  try {
    const repair = (/** @type {number} */ contestId) =>
      new ReconcileService(owner, new ContestReader(owner)).repair(contestId);
    const { contestId, people } = await insertPlayed(db, { slug, attempts, repair, log: stage.log });
    await db.query(
      `UPDATE session SET expires_at = contest_clock() + interval '1 day'
        WHERE account_id IN (SELECT account_id FROM participant WHERE contest_id = $1)`,
      [contestId],
    );
    return { contestId, slug, people, secret: `played-${process.pid}` };
  } finally {
    db.release();
    await owner.destroy();
  }
}

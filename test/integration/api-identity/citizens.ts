import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Env } from '#platform';
import { startApi, type TestApi } from '../../support/app.js';
import { CONSENTS, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';
import { passSecondFactor } from '../../support/staff.js';

/** What came back: the body is an object, or the text where it is none. */
export interface Reply {
  status: number;
  headers: Headers;
  // Tests look into answers of every shape; what is wrong there fails at the expectation.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** A front door on a database of its own, and citizens who come to it over HTTP. */
export class Citizens {
  private phones = 936_000_000;

  private constructor(
    readonly api: TestApi,
    readonly owner: DataSource,
    readonly database: TestDatabase,
  ) {}

  static async open(overrides: Partial<Env> = {}): Promise<Citizens> {
    const database = await createTestDatabase();
    const owner = await connect(database.ownerUrl);
    const api = await startApi(database, { DOOR_REQUESTS_PER_TEN_SECONDS: 100_000, ...overrides });
    return new Citizens(api, owner, database);
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.owner.destroy();
    await this.database.drop();
  }

  async call(
    method: string,
    path: string,
    options: { token?: string | undefined; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Reply> {
    const headers: Record<string, string> = { ...options.headers };
    if (options.token) headers['authorization'] = `Bearer ${options.token}`;
    if (options.body !== undefined) headers['content-type'] = 'application/json';
    const body = options.body === undefined ? {} : { body: JSON.stringify(options.body) };
    const response = await fetch(`${this.api.url}/api${path}`, { method, headers, ...body });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  }

  /** A phone that no account has. */
  nextPhone(): string {
    return `0${this.phones++}`;
  }

  /** A new account with one office, and with the second factor where that wants one. @returns its session token */
  async signUpAs(office: {
    role: string;
    contestId?: number;
    contestUnitId?: number;
    unitCode?: string;
  }): Promise<string> {
    const phone = this.nextPhone();
    const token = await this.signUp({ phone });
    const [account]: { id: string }[] = await this.owner.query(
      `INSERT INTO staff_role (account_id, role, contest_id, contest_unit_id, unit_code)
       SELECT id, $2, $3, $4, $5 FROM account WHERE phone = $1 RETURNING account_id AS id`,
      [
        `+84${phone.slice(1)}`,
        office.role,
        office.contestId ?? null,
        office.contestUnitId ?? null,
        office.unitCode ?? null,
      ],
    );
    await passSecondFactor(this.owner, account!.id);
    return token;
  }

  /** A new account that is signed in. @returns its session token */
  async signUp(changes: object = {}): Promise<string> {
    const person = { phone: this.nextPhone(), password: 'con trâu đi trước', fullName: 'H’Hen Niê' };
    const reply = await this.call('POST', '/accounts', { body: { ...person, birthDate: '1992-05-08', ...changes } });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    return String(reply.body.token);
  }

  async join(contest: ContestFixture, token: string, unit = 0, changes: object = {}): Promise<Reply> {
    const body = { contestUnitId: contest.units[unit], consents: CONSENTS, ...changes };
    return this.call('POST', `/contests/${contest.slug}/participants`, { token, body });
  }

  /** Starts an attempt in the round of a contest. */
  async start(contest: ContestFixture, token: string): Promise<Reply> {
    const headers = { 'idempotency-key': randomUUID() };
    return this.call('POST', `/rounds/${contest.contestId}-${contest.roundId}/attempts`, { token, headers });
  }

  /** Hands in an attempt that `start` gave. */
  async submit(
    attempt: { attemptId: string; writer: string; token: string },
    prediction?: number,
    changes: { position: number; options: number[] }[] = [],
  ): Promise<Reply> {
    const { attemptId, writer, token } = attempt;
    const body = { writer, seq: 1, changes, ...(prediction !== undefined && { prediction }) };
    return this.call('POST', `/attempts/${attemptId}/submit`, { body, headers: { 'x-attempt-token': token } });
  }
}

import type { ContestFixture } from '../../support/contest.js';
import { insertContest } from '../../support/contest.js';
import { Citizens, type Reply } from '../api-identity/citizens.js';

/** An item as a page sends it: sound by the product's checks. */
export const itemBody = (changes: object = {}) => ({
  ...{ expected: 0, topic: 'mot-cua', subBank: null, level: 2, kind: 'single' },
  stem: 'Người dân nộp hồ sơ tại Bộ phận Một cửa của xã nào?',
  options: ['Bất kỳ xã nào trong tỉnh', 'Chỉ xã nơi thường trú', 'Chỉ xã nơi tạm trú', 'Chỉ xã nơi có đất'].map(
    (text, place) => ({ text, right: place === 0 }),
  ),
  ...{ fixedOptionOrder: false, explanation: 'Không phụ thuộc địa giới hành chính trong tỉnh.' },
  ...{ document: '118/2025/NĐ-CP', date: '2025-06-09', article: 'Điều 6', validFrom: '2025-07-01', validTo: null },
  ...{ mark: null, pictures: [], audio: null },
  ...changes,
});

/** A contest with its bank, and people who write, check and run it. */
export class BankHouse {
  private constructor(
    readonly citizens: Citizens,
    readonly contest: ContestFixture,
    readonly bankCode: string,
    readonly author: string,
    readonly reviewer: string,
    readonly organizer: string,
  ) {}

  static async open(citizens: Citizens): Promise<BankHouse> {
    const contest = await insertContest(citizens.owner);
    const [{ code }] = await citizens.owner.query(
      `SELECT b.code FROM contest c JOIN bank b ON b.id = c.bank_id WHERE c.id = $1`,
      [contest.contestId],
    );
    const signUpAs = (role: string) => citizens.signUpAs({ role, contestId: contest.contestId });
    const [author, reviewer, organizer] = [
      await signUpAs('author'),
      await signUpAs('reviewer'),
      await signUpAs('organizer'),
    ];
    return new BankHouse(citizens, contest, code, author, reviewer, organizer);
  }

  call(method: string, path: string, token: string, body?: unknown): Promise<Reply> {
    return this.citizens.call(method, `/banks/${this.bankCode}${path}`, { token, ...(body !== undefined && { body }) });
  }

  /** Writes a new item as the author. @returns its code */
  async write(changes: object = {}): Promise<string> {
    const { status, body } = await this.call('POST', '/items', this.author, itemBody(changes));
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.code;
  }
}

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openForPractice } from '#bank';
import { ContestService, offerPractice } from '#contests';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens, type Reply } from '../api-identity/citizens.js';

let citizens: Citizens;
let contest: ContestFixture;

const HOUR = 3_600_000;

beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());

/** A bank of questions with explanations; the wordings are its own unless told. */
async function insertBank(stems?: string[]): Promise<string> {
  const code = `on-${randomBytes(4).toString('hex')}`;
  const [{ id: bankId }] = await citizens.owner.query(
    `INSERT INTO bank (code, title) VALUES ($1, 'Ôn luyện') RETURNING id`,
    [code],
  );
  const [{ id: topicId }] = await citizens.owner.query(
    `INSERT INTO topic (bank_id, code, title) VALUES ($1, 'mot-cua', 'Một cửa') RETURNING id`,
    [bankId],
  );
  for (const stem of stems ?? [`${code} một?`, `${code} hai?`]) {
    await citizens.owner.query(
      `WITH made AS (
         INSERT INTO item (bank_id, code, topic_id, status) VALUES ($1, $3, $2, 'published') RETURNING id
       ), worded AS (
         INSERT INTO item_version (item_id, version, kind, level, stem, options, source_document, source_article)
         SELECT id, 1, 'single', 1, $3, '{a,b,c,d}', '61/2018/NĐ-CP', 'Điều 4' FROM made RETURNING id
       )
       INSERT INTO key_revision (item_version_id, revision, key_mask, rule, explanation)
       SELECT id, 1, 2, 'normal', 'Vì nghị định nói vậy.' FROM worded`,
      [bankId, topicId, stem],
    );
  }
  return code;
}

/** Marks a bank and offers it in a contest, as the errand does. */
const offer = (bankCode: string, slug = contest.slug): Promise<void> =>
  citizens.owner.transaction(async (manager) => {
    const bankId = await openForPractice(manager, bankCode);
    await offerPractice(manager, { contestSlug: slug, bankId, actorId: null, requestId: null });
  });

const at = (path = '', of = contest): string => `/contests/${of.slug}/practice${path}`;
const look = (path = '', of = contest): Promise<Reply> => citizens.call('GET', at(path, of));
const answer = (questionId: number, options: number[]): Promise<Reply> =>
  citizens.call('POST', at('/answers'), { body: { questionId, options } });

describe('practising', () => {
  beforeEach(async () => {
    contest = await insertContest(citizens.owner, { opensInMs: HOUR, closesInMs: 2 * HOUR });
  });

  it('is for anybody: questions without what is right, then at once the explanation and its source', async () => {
    expect((await look()).body.code).toBe('PRACTICE_NOT_FOUND');
    const code = await insertBank();
    await offer(code);
    const { body: place } = await look();
    expect(place).toMatchObject({ isOpen: true, questions: 2, topics: [{ title: 'Một cửa', questions: 2 }] });
    expect((await citizens.call('GET', `/contests/${contest.slug}`)).body.hasPractice).toBe(true);
    const { body: drawn } = await look('/questions');
    expect(drawn.questions).toHaveLength(2);
    expect(JSON.stringify(drawn)).not.toMatch(/nghị định|rightOptions|mask|explanation/i);
    const [{ id }] = drawn.questions;
    expect((await answer(id, [2])).body).toEqual({
      isRight: true,
      rightOptions: [2],
      explanation: 'Vì nghị định nói vậy.',
      source: { document: '61/2018/NĐ-CP', article: 'Điều 4', date: null },
    });
    expect((await answer(id, [1])).body).toMatchObject({ isRight: false, rightOptions: [2] });
    expect((await answer(id, [2, 1])).body.isRight).toBe(false);
    const { body: others } = await look(`/questions?without=${id}`);
    expect(others.questions.map((one: { id: number }) => one.id)).not.toContain(id);
    expect((await look('/questions?topic=khac')).body.questions).toEqual([]);
  });

  it('leaves nothing behind, in no table', async () => {
    await offer(await insertBank());
    const counts = async () => {
      const rows: { name: string; rows: string }[] = await citizens.owner.query(
        `SELECT relname AS name, (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || quote_ident(relname), false, true, '')))[1]::text AS rows
           FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition`,
      );
      return Object.fromEntries(rows.map(({ name, rows: n }) => [name, n]));
    };
    const before = await counts();
    const [{ id }] = (await look('/questions')).body.questions;
    await answer(id, [1]);
    expect(await counts()).toEqual(before);
  });

  it('tells nothing of a question that stands in no practice bank', async () => {
    await offer(await insertBank());
    const [item] = [...contest.keys.keys()];
    expect((await answer(item!, [1])).body.code).toBe('PRACTICE_NOT_FOUND');
    // Not even where the contest is pointed at such a bank by hand.
    await citizens.owner.query(`UPDATE contest SET practice_bank_id = bank_id WHERE id = $1`, [contest.contestId]);
    expect((await look()).body.code).toBe('PRACTICE_NOT_FOUND');
  });

  it('rests while the contest is running, unless its regulations allow it', async () => {
    await offer(await insertBank());
    await citizens.owner.query(
      `UPDATE round_revision SET opens_at = contest_clock() - interval '1 hour' WHERE contest_id = $1`,
      [contest.contestId],
    );
    expect((await look()).body.isOpen).toBe(false);
    expect((await look('/questions')).body.code).toBe('PRACTICE_CLOSED');
    expect((await answer(1, [1])).body.code).toBe('PRACTICE_CLOSED');
    await citizens.owner.query(
      `UPDATE contest_revision SET regulations = '{"attempts": {"practice": true}}' WHERE contest_id = $1`,
      [contest.contestId],
    );
    expect((await look('/questions')).status).toBe(200);
  });
});

describe('a practice bank', () => {
  beforeEach(async () => {
    contest = await insertContest(citizens.owner);
  });

  it('is never one that a round which is not over asks, by item or by wording; afterwards it may be', async () => {
    const [{ code, stem }] = await citizens.owner.query(
      `SELECT b.code, v.stem FROM contest c JOIN bank b ON b.id = c.bank_id JOIN item i ON i.bank_id = b.id
         JOIN item_version v ON v.item_id = i.id WHERE c.id = $1 ORDER BY v.id LIMIT 1`,
      [contest.contestId],
    );
    await expect(offer(code)).rejects.toMatchObject({ code: 'PRACTICE_STILL_ASKED' });
    const copied = await insertBank([`  ${String(stem).toUpperCase()} `.trim()]);
    await expect(offer(copied)).rejects.toMatchObject({ code: 'PRACTICE_STILL_ASKED', details: { items: 1 } });
    // Of every contest: those of other tests ask in the same words.
    await citizens.owner.query(
      `UPDATE round_revision SET opens_at = contest_clock() - interval '2 hours', closes_at = contest_clock() - interval '1 hour'`,
    );
    await offer(code);
    expect((await look()).body).toMatchObject({ isOpen: true, questions: 8 });
  });

  it('gives no round its questions', async () => {
    const code = await insertBank();
    await offer(code);
    const pool: number[] = (
      await citizens.owner.query(
        `SELECT v.id FROM item_version v JOIN item i ON i.id = v.item_id JOIN bank b ON b.id = i.bank_id WHERE b.code = $1`,
        [code],
      )
    ).map(({ id }: { id: number }) => id);
    const change = {
      contestId: contest.contestId,
      roundId: contest.roundId,
      note: 'thử',
      pool: [...contest.keys.keys(), ...pool],
    };
    const revised = citizens.owner.transaction((manager) => new ContestService().reviseRound(manager, change));
    await expect(revised).rejects.toMatchObject({ code: 'IMPOSSIBLE_RULES' });
  });

  it('is chosen by whoever runs the contest', async () => {
    const bankCode = await insertBank();
    const put = (body: object, token: string) => citizens.call('PUT', at(), { token, body });
    const organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
    const support = await citizens.signUpAs({ role: 'support', contestId: contest.contestId });
    expect((await put({ bankCode }, support)).status).toBe(403);
    expect((await put({ bankCode }, organizer)).body).toEqual({ bankCode, questions: 2 });
    expect((await put({ bankCode: 'khong-co' }, organizer)).body.code).toBe('BANK_NOT_FOUND');
    expect((await put({ bankCode: null }, organizer)).status).toBe(200);
    expect((await look()).body.code).toBe('PRACTICE_NOT_FOUND');
  });
});

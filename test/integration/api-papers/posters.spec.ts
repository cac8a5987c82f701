import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';

let citizens: Citizens;
let contest: ContestFixture;
let codes: string[];
let organizer: string;
/** Of the first unit. */
let manager: string;

beforeAll(async () => {
  citizens = await Citizens.open();
  contest = await insertContest(citizens.owner);
  const { contestId, units } = contest;
  await citizens.owner.query(`UPDATE contest SET hotline = '0238 000 0000' WHERE id = $1`, [contestId]);
  const rows = await citizens.owner.query<{ code: string }[]>(
    `SELECT code FROM contest_unit WHERE contest_id = $1 AND kind <> 'virtual' ORDER BY id`,
    [contestId],
  );
  codes = rows.map(({ code }) => code);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId });
  manager = await citizens.signUpAs({ role: 'unit_manager', contestId, contestUnitId: units[0]! });
});
afterAll(() => citizens?.close());

async function get(path: string, token: string) {
  const answer = await fetch(`${citizens.api.url}/api/contests/${contest.slug}/${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

async function wordsOf(bytes: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}

describe('a poster', () => {
  it('of the contest is for who runs it, with whom to call and the short address', async () => {
    const { status, headers, bytes } = await get('poster?sheet=a3', organizer);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="Ap phich A3 /);
    const words = await wordsOf(bytes);
    expect(words).toContain('0238 000 0000');
    expect(words).toContain(`/t/${contest.contestId}`);
    expect((await get('poster', manager)).status).toBe(403);
  });

  it('of a unit is for its manager, too, and for no other unit', async () => {
    const [name] = await citizens.owner.query('SELECT name FROM contest_unit WHERE id = $1', [contest.units[0]]);
    const own = await get(`units/${codes[0]}/poster?sheet=a5x2`, manager);
    expect(own.status).toBe(200);
    const words = await wordsOf(own.bytes);
    expect(words.split(name.name)).toHaveLength(3);
    expect(words).toContain(`/t/${contest.contestId}/${codes[0]}`);
    expect((await get(`units/${codes[1]}/poster`, manager)).status).toBe(403);
    expect((await get(`units/${codes[1]}/poster`, organizer)).status).toBe(200);
    expect((await get('units/khong-co/poster', organizer)).status).toBe(404);
  });

  it('is a picture, to be looked at first', async () => {
    const { headers, bytes } = await get('poster?as=png', organizer);
    expect(headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(bytes.subarray(1, 4)).toString()).toBe('PNG');
  });

  it('of a rehearsal says the whole address, for a number would tell its name', async () => {
    const [plan] = await citizens.owner.query(
      `INSERT INTO contest_plan (id, regulations) VALUES (gen_random_uuid(), '{}') RETURNING id`,
    );
    const hidden = await insertContest(citizens.owner);
    await citizens.owner.query(
      `INSERT INTO rehearsal (contest_id, plan_id, plan_version, phones, unit_codes) VALUES ($1, $2, 1, '{}', '{}')`,
      [hidden.contestId, plan.id],
    );
    const token = await citizens.signUpAs({ role: 'organizer', contestId: hidden.contestId });
    const answer = await fetch(`${citizens.api.url}/api/contests/${hidden.slug}/poster`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const words = await wordsOf(new Uint8Array(await answer.arrayBuffer()));
    expect(words.replace(/ /g, '')).toContain(`/cuoc-thi/${hidden.slug}`);
    expect(words).not.toContain('/t/');
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { admit } from '../api-doors/visitors.js';
import { Citizens } from './citizens.js';

let house: Citizens;
let contest: ContestFixture;
let other: ContestFixture;

beforeAll(async () => {
  house = await Citizens.open();
  contest = await insertContest(house.owner);
  other = await insertContest(house.owner);
});
afterAll(() => house?.close());

describe('the desk of a contest', () => {
  it('counts what waits there, and nothing of another contest', async () => {
    const [token] = await admit(house.owner, [{ role: 'organizer', contestId: contest.contestId }]);
    const read = async () => (await house.call('GET', `/contests/${contest.slug}/desk`, { token: token! })).body;
    const before = await read();
    expect(before).toMatchObject({ corrections: { open: 0, disputed: 0 }, rolesEnding: 0 });
    expect(before).toMatchObject({ incidents: 0, signals: 0, claims: 0 });
    expect(before.contacts).toMatchObject({ sent: 0, opened: 0, active: 0 });
    expect(before.contacts.never).toBeGreaterThan(0);

    for (const place of [contest, other]) {
      const person = await house.signUp();
      await house.join(place, person);
      await house.start(place, person);
      const body = { contestUnitId: place.units[1], reason: null };
      const path = `/contests/${place.slug}/participants/me/unit-correction`;
      expect((await house.call('POST', path, { token: person, body })).status).toBe(201);
      await admit(house.owner, [{ role: 'support', contestId: place.contestId }]);
      await wait(place);
      await house.owner.query(
        `UPDATE staff_role SET expires_at = contest_clock() + interval '6 days' WHERE contest_id = $1 AND role = 'support'`,
        [place.contestId],
      );
    }
    const [maker] = await admit(house.owner, [{ role: 'administrator' }]);
    const made = await fetch(`${house.api.url}/api/contests/${contest.slug}/unit-invitations?format=txt`, {
      method: 'POST',
      headers: { authorization: `Bearer ${maker}`, 'content-type': 'application/json' },
      body: JSON.stringify({ rows: [{ unitCode: await codeOf(contest), fullName: null, phone: null }] }),
    });
    expect(made.status).toBe(201);

    const after = await read();
    expect(after).toMatchObject({ corrections: { open: 1, disputed: 0 }, rolesEnding: 1 });
    // The second report was settled.
    expect(after).toMatchObject({ incidents: 1, signals: 1, claims: 1 });
    expect(after.contacts).toEqual({ ...before.contacts, sent: 1, never: before.contacts.never - 1 });
  });

  it('is shut to the organizer of another contest', async () => {
    const [token] = await admit(house.owner, [{ role: 'organizer', contestId: other.contestId }]);
    const reply = await house.call('GET', `/contests/${contest.slug}/desk`, { token: token! });
    expect(reply.body.code).toBe('NOT_ALLOWED');
  });
});

const codeOf = async ({ units }: ContestFixture): Promise<string> =>
  (await house.owner.query(`SELECT code FROM contest_unit WHERE id = $1`, [units[0]]))[0].code;

/** A report that waits and one that is settled, a signal, and a number that two people want. */
async function wait({ contestId, units }: ContestFixture): Promise<void> {
  await house.owner.query(
    `INSERT INTO incident_report (code, client_id, contest_id, kind, text, cause, answer, closed_at)
     SELECT substr(md5($1 || state), 1, 6), gen_random_uuid(), $1::int, 'time', 'Đồng hồ chạy sai',
            CASE state WHEN 'closed' THEN 'network' END, NULL, CASE state WHEN 'closed' THEN contest_clock() END
       FROM unnest(ARRAY['open', 'closed']) AS state`,
    [contestId],
  );
  await house.owner.query(
    `INSERT INTO signal (contest_id, kind, subject, participant_ids, attempt_ids, figures)
     VALUES ($1, 'fast', 'one', '{}', '{}', '{}')`,
    [contestId],
  );
  await house.owner.query(
    `INSERT INTO phone_claim (contest_id, phone, full_name, birth_date, contest_unit_id)
     VALUES ($1, '+84935111222', 'Lò Văn Ín', '1990-01-01', $2)`,
    [contestId, units[0]],
  );
}

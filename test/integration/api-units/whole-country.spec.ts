import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Citizens, type Reply } from '../api-identity/citizens.js';

// The public lists of the whole country as they are, through the import of the console: units of today, units until June
// 2025, and the 10,602 steps between their communes. Sources and licences: test/fixtures/units.

const CURRENT = { name: 'units_current_2026-09-25', query: 'list=current&from=2025-07-01' };
const LEGACY = { name: 'units_legacy_2025-06-30', query: 'list=legacy&from=2004-01-01&to=2025-07-01' };
const STEPS = { name: 'unit_succession_2025-07-01', query: 'list=successions&from=2025-07-01' };
type List = typeof CURRENT;

let citizens: Citizens;
let administrator: string;

beforeAll(async () => {
  citizens = await Citizens.open();
  administrator = await citizens.signUpAs({ role: 'administrator' });
});
afterAll(() => citizens?.close());

async function send({ name, query }: List, more = ''): Promise<Pick<Reply, 'status' | 'body'>> {
  const response = await fetch(`${citizens.api.url}/api/unit-tree/imports?${query}${more}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${administrator}`, 'content-type': 'text/csv' },
    body: gunzipSync(readFileSync(`test/fixtures/units/${name}.csv.gz`)),
  });
  return { status: response.status, body: await response.json() };
}
const count = async (what: string): Promise<number> => {
  const [{ n }] = await citizens.owner.query(`SELECT count(*)::int AS n FROM ${what}`);
  return n;
};

describe('the lists of the whole country', () => {
  it('come in whole: units of today, former ones, and the steps between them; again they change nothing', async () => {
    const nothing = { changed: 0, skipped: 0, faultCount: 0 };
    expect(await send(CURRENT)).toMatchObject({ status: 201, body: { rows: 3355, added: 3355, ...nothing } });
    // 2,150 codes are borne by another unit since: each is told, and none is mixed up.
    const legacy = { rows: 10_794, added: 10_794, noteCount: 2150, ...nothing };
    expect(await send(LEGACY)).toMatchObject({ status: 201, body: legacy });

    // 160 names differ in a hyphen or a letter, and five rows have no old code: nobody has to mend the file.
    const refused = await send(STEPS);
    expect(refused).toMatchObject({ status: 400, body: { code: 'UNIT_LIST_FAULTY', details: { faults: 165 } } });
    expect(await count('unit_succession')).toBe(0);
    const steps = { rows: 10_602, added: 10_597, changed: 0, same: 0, skipped: 5, faultCount: 0, noteCount: 165 };
    expect(await send(STEPS, '&mend=true&dryRun=true')).toMatchObject({ status: 200, body: steps });
    expect(await count('unit_succession')).toBe(0);
    expect(await send(STEPS, '&mend=true')).toMatchObject({ status: 201, body: steps });
    expect(await count('unit_succession')).toBe(10_597);
    expect(await count(`unit_succession WHERE relation = 'split'`)).toBe(1033);

    expect(await send(CURRENT)).toMatchObject({ status: 201, body: { added: 0, same: 3355, ...nothing } });
    expect(await send(LEGACY)).toMatchObject({ status: 201, body: { added: 0, same: 10_794, ...nothing } });
    const again = { added: 0, changed: 0, same: 10_597, skipped: 5 };
    expect(await send(STEPS, '&mend=true')).toMatchObject({ status: 201, body: again });
    expect(await count('unit')).toBe(3355 + 10_794);

    const story = await citizens.call('GET', '/unit-tree/unit?code=00097&from=2025-07-01', { token: administrator });
    expect(story.body.steps).toContainEqual(
      expect.objectContaining({ isFrom: true, relation: 'merged', name: 'Phường Phúc Xá', parentName: 'Quận Ba Đình' }),
    );
  }, 180_000);
});

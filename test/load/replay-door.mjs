// People who come by themselves: they sign up, sign in on the next evening, and join the contest for their unit. Some type
// with decomposed accents, some with stray blanks, and phone numbers in every fashion.

import { asciiJson } from './http-client.mjs';

/** @param {number} n @returns {string} the phone number of person n as this person writes it */
function phoneOf(n) {
  const digits = `09${String(10_000_000 + n * 37).padStart(8, '0')}`;
  const forms = [
    digits,
    `+84${digits.slice(1)}`,
    `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`,
    `${digits.slice(0, 4)}.${digits.slice(4, 7)}.${digits.slice(7)}`,
  ];
  return forms[n % forms.length];
}

const passwordOf = (/** @type {number} */ n) => `lội suối trèo non ${n} bậc`;

/**
 * @param {import('./replay-person.mjs').FrontDoor} door
 * @param {{ count: number, slug: string, names: string[], unitOf: (person: number) => number, audiences: string[],
 *   onDone: (done: number) => void }} people
 * @returns {Promise<string[]>} session token by person; '' where something went wrong, told in door.errors
 */
export async function signUpEverybody(door, { count, slug, names, unitOf, audiences, onDone }) {
  const tokens = Array.from({ length: count }, () => '');
  const { texts } = JSON.parse(await door.expect(200, null, 'GET', '/api/consents/current', ''));
  const consents = texts.filter(({ required }) => required).map(({ purpose, version }) => ({ purpose, version }));
  let next = 0;
  let done = 0;
  async function comeOneByOne() {
    while (next < count) {
      const person = next++;
      try {
        tokens[person] = await comeIn(door, person, names[person % names.length]);
        const unit = { contestUnitId: unitOf(person), audience: audiences[person % audiences.length], consents };
        const headers = `authorization: Bearer ${tokens[person]}\r\n`;
        await door.expect(201, null, 'POST', `/api/contests/${slug}/participants`, headers, asciiJson(unit));
      } catch (error) {
        door.fail(`sign-up: ${error.message}`);
      }
      onDone((done += 1));
    }
  }
  // As many at a time as the hashing of passwords can take without making anybody wait long.
  await Promise.all(Array.from({ length: 16 }, comeOneByOne));
  return tokens;
}

/** Signs up and in again; the session of the sign-in is the one that is kept. */
async function comeIn(door, person, name) {
  const typed = person % 3 === 0 ? name.normalize('NFD') : person % 7 === 0 ? ` ${name}  ` : name;
  const account = { phone: phoneOf(person), password: passwordOf(person), fullName: typed, birthDate: '1980-04-30' };
  const made = JSON.parse(await door.expect(201, null, 'POST', '/api/accounts', '', asciiJson(account)));
  if (made.fullName !== name) throw new Error(`a name came back as "${made.fullName}"`);
  // Typed on another machine: the same letters in another Unicode form.
  const credentials = { phone: phoneOf(person), password: passwordOf(person).normalize(person % 2 ? 'NFD' : 'NFC') };
  return JSON.parse(await door.expect(201, null, 'POST', '/api/sessions', '', asciiJson(credentials))).token;
}

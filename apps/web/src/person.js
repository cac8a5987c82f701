// Who is signed in on this device, and the corner of the page that says so.

import { call, get, post } from './api.js';
import { fill, h, workButton } from './dom.js';
import { tab, wipe } from './store.js';

let known;

/** The signed-in person with the contests joined, or null. Asked once; again after `forget`. */
export async function person() {
  known ??= get('me').catch((error) => {
    if (error.status === 401) return null;
    known = undefined;
    throw error;
  });
  return known;
}

/** Something about the person has changed: ask again next time. */
export const forget = () => (known = undefined);

/** @returns {Promise<object | null>} this person's place in a contest */
export const placeIn = async (slug) =>
  (await person())?.participations.find(({ contestSlug }) => contestSlug === slug) ?? null;

/** Signs in with a one-time link. The token stands behind #, is used at once and taken out of the address. */
export async function redeem(token) {
  history.replaceState(null, '', location.pathname);
  await post('sign-in-links/redeem', { token });
  // What an earlier person of this device left is not this one's.
  wipe();
  forget();
}

/** Ends the session and leaves nothing of the person on this device. */
export async function signOut() {
  await call('DELETE', 'sessions/current').catch((error) => {
    if (error.status !== 401) throw error;
  });
  wipe();
  forget();
  location.hash = '#/';
  // Whatever stands on the screen belongs to the person who has left.
  location.reload();
}

/** @param {(error: Error) => void} failed */
export async function drawPerson(failed) {
  const corner = document.getElementById('nguoi');
  const me = await person().catch(() => null);
  if (!me) {
    return void fill(corner, h('a', { class: 'button button-quiet', href: '#/dang-nhap' }, 'Đăng nhập'));
  }
  const out = workButton({ label: 'Đăng xuất', busy: 'Đang ra…', class: 'button button-quiet', work: signOut, failed });
  fill(corner, h('span', { class: 'person-name' }, me.account.fullName), out);
}

/** Opens the door on the way to somewhere: the session has ended, or nobody was signed in. */
export function signInAndComeBack() {
  tab.write('tro-lai', location.hash);
  forget();
  location.hash = '#/dang-nhap';
}

/** Where to go after signing in. */
export function wayBack() {
  const hash = tab.read('tro-lai');
  tab.remove('tro-lai');
  return hash ?? '#/';
}

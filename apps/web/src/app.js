// One page, a few screens by the part of the address behind #. Each screen draws into <main> and cleans up when left.

import { showAttempt } from './enter.js';
import { showContest, showHome } from './contest.js';
import { errorBox, fill, h, loading } from './dom.js';
import { showDoor } from './door.js';
import { drawPerson, redeem, signInAndComeBack } from './person.js';
import { showResult } from './result.js';
import { showTables } from './board.js';

const SLUG = '([a-z0-9-]{1,80})';
const SCREENS = [
  [/^$/, showHome],
  [/^dang-nhap$/, showDoor],
  [new RegExp(`^cuoc-thi/${SLUG}$`), showContest],
  [new RegExp(`^cuoc-thi/${SLUG}/lam-bai$`), showAttempt],
  [new RegExp(`^cuoc-thi/${SLUG}/ket-qua/([0-9]+-[0-9a-f-]{36})$`), showResult],
  [new RegExp(`^cuoc-thi/${SLUG}/bang-xep-hang$`), showTables],
];

const main = document.getElementById('noi-dung');
let leave = () => {};

/** A screen's own piece of the page: once it is left, nothing of it is drawn any more. */
function newPage() {
  const endings = [];
  const page = {
    alive: true,
    /** @param {string} title @param {...unknown} nodes */
    show(title, ...nodes) {
      if (!page.alive) return;
      document.title = title === 'Thi CCHC' ? title : `${title} · Thi CCHC`;
      fill(main, ...nodes);
    },
    /** A refusal that leaves nothing else to show. @param {Error} error @param {() => unknown} again */
    fail(error, again) {
      const signIn = h('button', { type: 'button', class: 'button', onclick: signInAndComeBack }, 'Đăng nhập');
      const retry = h('button', { type: 'button', class: 'button', onclick: again }, 'Thử lại');
      const home = h('a', { class: 'button button-quiet', href: '#/' }, 'Về trang đầu');
      page.show(
        'Chưa mở được trang',
        h('h1', null, 'Chưa mở được trang'),
        errorBox(error),
        h('p', { class: 'row' }, error.status === 401 ? signIn : retry, home),
      );
    },
    onLeave: (ending) => endings.push(ending),
    every(ms, work) {
      const timer = setInterval(() => page.alive && !document.hidden && work(), ms);
      endings.push(() => clearInterval(timer));
    },
    listen(target, event, listener) {
      target.addEventListener(event, listener);
      endings.push(() => target.removeEventListener(event, listener));
    },
    /** Which contest the page is about: the band of sample data and whom to call. */
    about(contest) {
      if (!page.alive) return;
      document.getElementById('mau').hidden = !contest?.sample;
      const help = document.getElementById('ho-tro');
      help.textContent = contest?.hotline ? `Cần giúp? Gọi ${contest.hotline}.` : '';
    },
  };
  return { page, end: () => ((page.alive = false), endings.forEach((ending) => ending())) };
}

/** Draws the screen that the address names. */
export async function draw() {
  leave();
  const { page, end } = newPage();
  leave = end;
  const failed = (error) => page.fail(error, draw);
  fill(main, loading('Đang tải…'));
  scrollTo(0, 0);
  try {
    const link = /^#vao=([A-Za-z0-9_-]{20,100})$/.exec(location.hash);
    if (link) await redeem(link[1]);
    const path = location.hash.replace(/^#\/?/, '');
    const [pattern, screen] = SCREENS.find(([pattern]) => pattern.test(path)) ?? SCREENS[0];
    await Promise.all([drawPerson(failed), screen(page, ...(pattern.exec(path)?.slice(1) ?? []))]);
  } catch (error) {
    failed(error);
  }
  // Who reads by ear hears the new screen from its heading.
  const heading = page.alive && main.querySelector('h1');
  if (heading && !main.contains(document.activeElement)) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}

// The skip link leads to a place on this page, not to another screen.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', () => void draw());
void draw();

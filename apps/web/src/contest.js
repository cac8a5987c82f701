// The first screen, and the screen of one contest: what is open, until when, by which rules.

import { get } from './api.js';
import { serverNow } from './clock.js';
import { fill, h } from './dom.js';
import { count, roughDuration, weekdayTime } from './format.js';
import { placeIn } from './person.js';
import { paperWords, ruleSentences } from './rules.js';

const REFRESH_MS = 10_000;
const at = (instant) => weekdayTime(instant, serverNow());
const left = (instant) => roughDuration(Date.parse(instant) - serverNow());
const addressOf = (contest, more = '') => `#/cuoc-thi/${contest.slug}${more}`;

/** One sentence: where a contest or round stands in time. */
function standing({ state, opensAt, closesAt }, what) {
  if (state === 'coming') return `${what} mở lúc ${at(opensAt)}, còn ${left(opensAt)}.`;
  if (state === 'running') return `${what} đang mở, đóng lúc ${at(closesAt)}, còn ${left(closesAt)}.`;
  return `${what} đã kết thúc lúc ${at(closesAt)}.`;
}

const tablesLink = (contest) =>
  h('a', { class: 'button button-second', href: addressOf(contest, '/bang-xep-hang') }, 'Bảng xếp hạng và đơn vị');

function card(contest) {
  const open = contest.openRound;
  const line = open ? standing({ ...open, state: 'running' }, open.title) : standing(contest, 'Cuộc thi');
  return h(
    'article',
    { class: `card card-${contest.state}` },
    h('h3', null, h('a', { href: addressOf(contest) }, contest.title)),
    h('p', null, line),
    h(
      'p',
      { class: 'row' },
      open && h('a', { class: 'button', href: addressOf(contest, '/lam-bai') }, 'Vào thi'),
      contest.state === 'coming'
        ? h('a', { class: 'button button-second', href: addressOf(contest) }, 'Xem thể lệ')
        : tablesLink(contest),
    ),
  );
}

const GROUPS = [
  ['running', 'Đang diễn ra', 'Hiện không có cuộc thi nào đang mở.'],
  ['coming', 'Sắp tới', null],
  ['finished', 'Đã kết thúc', null],
];

/** The screen #/. */
export async function showHome(page) {
  const place = h('div');
  const draw = async () => {
    const { contests } = await get('contests');
    page.about({ sample: contests.some(({ sample }) => sample) });
    fill(
      place,
      contests.length === 0
        ? h('p', { class: 'box' }, 'Chưa có cuộc thi nào. Khi ban tổ chức công bố, cuộc thi sẽ hiện ở đây.')
        : GROUPS.map(([state, title, none]) => {
            const cards = contests.filter((contest) => contest.state === state).map(card);
            if (cards.length === 0 && none === null) return null;
            const list = cards.length > 0 ? h('div', { class: 'cards' }, cards) : h('p', null, none);
            return h('section', null, h('h2', null, title), list);
          }),
    );
  };
  await draw();
  page.show('Thi CCHC', h('h1', null, 'Thi tìm hiểu cải cách hành chính'), place);
  // Not under the hands of somebody who is on one of its links.
  page.every(REFRESH_MS, () => place.contains(document.activeElement) || draw().catch(() => {}));
}

/** What a person can do in a contest now: the one button. */
export async function entrance(contest) {
  const open = contest.roundList.find(({ state }) => state === 'running');
  if (!open) {
    const next = contest.roundList.find(({ state }) => state === 'coming');
    return h('p', { class: 'box' }, next ? standing(next, next.title) : standing(contest, 'Cuộc thi'));
  }
  const place = await placeIn(contest.slug).catch(() => null);
  return h(
    'div',
    { class: 'box box-open' },
    h(
      'p',
      null,
      h('strong', null, open.title),
      `: ${paperWords(open)}. Đóng lúc ${at(open.closesAt)}, còn ${left(open.closesAt)}.`,
    ),
    place && h('p', { class: 'small' }, `Bạn dự thi cho: ${place.unitName}.`),
    h('p', { class: 'row' }, h('a', { class: 'button', href: addressOf(contest, '/lam-bai') }, 'Vào thi')),
  );
}

const STATES = { coming: 'Sắp mở', running: 'Đang mở', finished: 'Đã đóng' };

const roundLine = (round) =>
  h(
    'li',
    null,
    h(
      'p',
      null,
      h('strong', null, round.title),
      ' ',
      h('span', { class: `tag tag-${round.state}` }, STATES[round.state]),
    ),
    h('p', { class: 'under' }, `${at(round.opensAt)} đến ${at(round.closesAt)}`),
    round.note && h('p', { class: 'under' }, round.note),
  );

/** The screen #/cuoc-thi/<slug>. */
export async function showContest(page, slug) {
  const contest = await get(`contests/${slug}`);
  page.about(contest);
  const shown = contest.roundList.find(({ state }) => state === 'running') ?? contest.roundList[0];
  const door = h('div', null, await entrance(contest));
  page.show(contest.title, [
    h('h1', null, contest.title),
    door,
    h('p', { class: 'row' }, tablesLink(contest)),
    h('h2', null, 'Các đợt thi'),
    h('ol', { class: 'lines' }, contest.roundList.map(roundLine)),
    h('h2', null, 'Thể lệ'),
    h('ul', { class: 'bullets' }, [
      ...ruleSentences(contest, shown).map((sentence) => h('li', null, sentence)),
      contest.units.invited > 0 && h('li', null, `${count(contest.units.invited)} đơn vị, địa phương được mời.`),
    ]),
  ]);
  page.every(REFRESH_MS, async () => {
    const now = await get(`contests/${slug}`).catch(() => null);
    if (now && !door.contains(document.activeElement)) fill(door, await entrance(now));
  });
}

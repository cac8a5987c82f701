// The individual board with one's own line always in view, and the screen that holds both tables.

import { get, query } from './api.js';
import { serverNow } from './clock.js';
import { errorBox, fill, h, loading, workButton } from './dom.js';
import { clockTime, count, points, weekdayTime } from './format.js';
import { unitTable } from './unit-table.js';

const REFRESH_MS = 10_000;
const PAGE_ROWS = 20;

const score = ({ score, maxScore }) =>
  `${points(score * 1000)}${maxScore === null ? '' : `/${points(maxScore * 1000)}`}`;

/** One's own place in words. @param {object} board as the server shows it */
export function ownLine({ own, standings, provisional, scope }) {
  if (!own) return h('p', { class: 'box' }, `Bạn chưa có kết quả trên bảng xếp hạng ${scope.title}.`);
  return h('p', { class: 'box box-own' }, [
    provisional ? 'Bạn tạm xếp hạng ' : 'Bạn xếp hạng ',
    h('strong', null, count(own.rank)),
    ` trong ${count(standings)} người (${scope.title}): ${score(own)} điểm, ${own.duration}.`,
  ]);
}

const line = (row) =>
  h(
    'tr',
    { class: row.isOwn ? 'own' : null },
    h('td', { class: 'rank' }, count(row.rank)),
    h(
      'th',
      { scope: 'row' },
      row.name,
      row.isOwn && h('span', { class: 'tag tag-running' }, 'Bạn'),
      h('span', { class: 'under' }, row.unit),
    ),
    h('td', { class: 'right' }, score(row), h('span', { class: 'under' }, row.duration)),
  );

/** @param {string} slug @param {string} scope query text @param {object[]} audiences @returns {{ node: Element, refresh: () => Promise<void> }} */
function boardTable(slug, scope, audiences) {
  const [head, place, foot] = [
    h('div'),
    h('div', { class: 'table-place' }, loading('Đang tải bảng xếp hạng…')),
    h('div', { hidden: true }),
  ];
  const rows = h('tbody');
  const table = h(
    'table',
    { class: 'table' },
    h('caption', { class: 'unseen' }, 'Bảng xếp hạng cá nhân'),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('th', { scope: 'col', class: 'rank' }, 'Hạng'),
        h('th', { scope: 'col' }, 'Người dự thi'),
        h('th', { scope: 'col', class: 'right' }, 'Điểm'),
      ),
    ),
    rows,
  );
  const audience = h(
    'select',
    { id: 'bang' },
    audiences.map(({ code, title }) => h('option', { value: code }, title)),
  );
  const ask = (after) =>
    get(
      `contests/${slug}/board?${scope}&${query({ audience: audiences.length > 1 ? audience.value : '', limit: PAGE_ROWS, after })}`,
    );
  let isLonger = false;
  let next = null;
  const told = h('p', { class: 'hint' });
  const more = workButton({
    ...{ label: 'Xem thêm người dự thi', busy: 'Đang tải…', class: 'button button-second' },
    failed: (error) => fill(place, table, errorBox(error)),
    work: async () => {
      isLonger = true;
      show(await ask(next), true);
    },
  });
  fill(foot, told, more);
  async function refresh() {
    // Who has asked for more is reading: the page does not change under the eyes.
    if (isLonger) return;
    try {
      show(await ask());
    } catch (error) {
      const when = error.details?.releasedAt;
      foot.hidden = true;
      fill(
        place,
        error.code === 'RESULT_NOT_RELEASED'
          ? h('p', { class: 'box' }, when ? `Bảng xếp hạng mở lúc ${weekdayTime(when, serverNow())}.` : error.message)
          : errorBox(error),
      );
    }
  }
  function show(board, isMore = false) {
    const lines = board.rows.map(line);
    if (isMore) rows.append(...lines);
    else {
      fill(rows, lines);
      fill(head, board.own && ownLine(board));
      fill(place, board.standings > 0 ? table : h('p', { class: 'box' }, 'Chưa có ai trên bảng xếp hạng này.'));
    }
    const why = board.provisional ? ', tạm xếp vì còn tiêu chí chưa biết (số dự đoán, bốc thăm)' : '';
    const when = board.updatedAt ? ` Cập nhật lúc ${clockTime(board.updatedAt)}.` : '';
    told.textContent = `${count(board.standings)} người trên bảng${why}.${when}`;
    next = board.next;
    more.hidden = next === null;
    foot.hidden = board.standings === 0;
  }
  audience.addEventListener('change', () => ((isLonger = false), void refresh()));
  const choose =
    audiences.length > 1 && h('div', { class: 'tools' }, h('div', null, h('label', { for: 'bang' }, 'Bảng'), audience));
  return { node: h('div', null, choose, head, place, foot), refresh };
}

/** The report in one sentence, with the figures computed by the server. */
async function sentence(place, slug, scope) {
  const report = await get(`contests/${slug}/report-sentence?${scope}`).catch(() => null);
  const text = report?.sentence ?? '';
  fill(place, text && h('p', { class: 'lead' }, `${text[0].toUpperCase()}${text.slice(1)}.`));
}

/** The screen #/cuoc-thi/<slug>/bang-xep-hang. */
export async function showTables(page, slug) {
  const contest = await get(`contests/${slug}`);
  page.about(contest);
  const begun = contest.roundList.filter(({ state }) => state !== 'coming');
  const choice = h('select', { id: 'pham-vi' }, [
    ...begun.map((round) => h('option', { value: `scope=round&round=${round.number}` }, round.title)),
    h('option', { value: 'scope=contest' }, 'Toàn cuộc thi'),
  ]);
  const open = begun.find(({ state }) => state === 'running');
  choice.value = open ? `scope=round&round=${open.number}` : 'scope=contest';
  const [said, persons, units] = [h('div'), h('div'), h('div')];
  let refresh = async () => {};
  const draw = () => {
    const scope = choice.value;
    const [board, table] = [boardTable(slug, scope, contest.audiences), unitTable(slug, scope)];
    // A place of its own for each choice: a late answer to the one before is drawn where nobody looks.
    const words = h('div');
    fill(said, words);
    fill(persons, board.node);
    fill(units, table.node);
    refresh = () => Promise.all([sentence(words, slug, scope), board.refresh(), table.refresh()]);
    return refresh();
  };
  choice.addEventListener('change', () => void draw());
  page.show(`Kết quả ${contest.title}`, [
    h('h1', null, 'Bảng xếp hạng và đơn vị'),
    h('p', { class: 'lead' }, h('a', { href: `#/cuoc-thi/${slug}` }, contest.title)),
    h('div', { class: 'tools' }, h('div', null, h('label', { for: 'pham-vi' }, 'Xem theo'), choice)),
    said,
    h('div', { class: 'tables' }, [
      h('section', null, h('h2', null, 'Cá nhân'), persons),
      h('section', null, h('h2', null, 'Đơn vị'), units),
    ]),
  ]);
  await draw();
  page.every(REFRESH_MS, () => refresh());
}

// How the units of a contest take part: the figures of all, and a table to search and sort.

import { get, query } from './api.js';
import { errorBox, fill, h, loading, workButton } from './dom.js';
import { count, percent } from './format.js';

const PAGE_ROWS = 20;
const ROWS_MAX = 500;
const TYPING_MS = 300;
const SORTS = [
  ['attempts', 'desc', 'Nhiều lượt thi nhất'],
  ['persons', 'desc', 'Nhiều người thi nhất'],
  ['rate', 'desc', 'Tỷ lệ người thi cao nhất'],
  ['mean', 'desc', 'Điểm trung bình cao nhất'],
  ['fullMarks', 'desc', 'Nhiều lượt tối đa nhất'],
  ['name', 'asc', 'Tên đơn vị'],
];
const mean = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const figure = (number, words) => h('div', { class: 'figure' }, h('dd', null, number), h('dt', null, words));

/** Invited, took part, rate; persons and attempts. @param {object} table as the server shows it */
export function summary({ summary: all }) {
  return h('dl', { class: 'figures' }, [
    figure(
      `${count(all.tookPart)}/${count(all.invited)}`,
      `đơn vị được mời đã tham gia (${percent(all.rate.numerator, all.rate.denominator)})`,
    ),
    figure(count(all.persons), 'người thi'),
    figure(count(all.attempts), 'lượt thi'),
    all.fullMarksAttempts !== null &&
      figure(count(all.fullMarksAttempts), `lượt đạt điểm tối đa (${percent(all.fullMarksAttempts, all.attempts)})`),
  ]);
}

const cell = (words, label) => h('td', { 'data-label': label }, words);

const line = (row, hasParents) =>
  h(
    'tr',
    null,
    h(
      'th',
      { scope: 'row' },
      row.name,
      hasParents && row.parentName && h('span', { class: 'under' }, row.parentName),
      row.status === 'outside_list' && h('span', { class: 'under' }, 'Ngoài danh sách mời'),
    ),
    cell(count(row.persons), 'Người thi'),
    cell(row.rate ? `${percent(row.rate.numerator, row.rate.denominator)}` : '–', 'Tỷ lệ'),
    cell(count(row.attempts), 'Lượt thi'),
    cell(row.mean === null ? '–' : mean.format(row.mean), 'Điểm TB'),
    cell(row.fullMarksAttempts === null ? '–' : count(row.fullMarksAttempts), 'Tối đa'),
  );

/**
 * @param {string} slug @param {string} scope query text that names the part of the contest
 * @returns {{ node: Element, refresh: () => Promise<void> }}
 */
export function unitTable(slug, scope) {
  const [head, rows, foot] = [h('div'), h('tbody'), h('div', { hidden: true })];
  const search = h('input', { type: 'search', id: 'tim-don-vi', maxlength: 100, autocomplete: 'off' });
  const sort = h(
    'select',
    { id: 'xep-don-vi' },
    SORTS.map(([by, , words]) => h('option', { value: by }, words)),
  );
  const table = h(
    'table',
    { class: 'table table-units' },
    h('caption', { class: 'unseen' }, 'Kết quả của từng đơn vị'),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        ['Đơn vị', 'Người thi', 'Tỷ lệ', 'Lượt thi', 'Điểm TB', 'Lượt tối đa'].map((name) =>
          h('th', { scope: 'col' }, name),
        ),
      ),
    ),
    rows,
  );
  const place = h('div', { class: 'table-place' }, loading('Đang tải bảng đơn vị…'));
  const told = h('p', { class: 'hint', role: 'status' });
  const more = workButton({
    ...{ label: 'Xem thêm đơn vị', busy: 'Đang tải…', class: 'button button-second', failed: () => {} },
    work: () => (pages++, refresh()),
  });
  fill(foot, told, more);
  let pages = 1;
  let turn = 0;
  async function refresh() {
    const mine = ++turn;
    const [by, order] = SORTS.find(([name]) => name === sort.value);
    try {
      const found = await get(
        `contests/${slug}/unit-table?${scope}&${query({ search: search.value, sort: by, order, limit: Math.min(ROWS_MAX, PAGE_ROWS * pages) })}`,
      );
      if (mine !== turn) return;
      fill(head, summary(found));
      // Where all units have one parent, its name tells nothing.
      const hasParents = new Set(found.rows.map(({ parentName }) => parentName)).size > 1;
      fill(
        rows,
        found.rows.map((row) => line(row, hasParents)),
      );
      told.textContent = `Đang xem ${count(found.rows.length)} trong ${count(found.count)} đơn vị đã có người thi.`;
      more.hidden = found.rows.length >= found.count || PAGE_ROWS * pages >= ROWS_MAX;
      foot.hidden = found.count === 0;
      fill(
        place,
        found.count > 0
          ? table
          : h(
              'p',
              { class: 'box' },
              search.value
                ? 'Không có đơn vị nào như vậy đã tham gia.'
                : 'Chưa có đơn vị nào tham gia. Hãy là người đầu tiên.',
            ),
      );
    } catch (error) {
      if (mine === turn) fill(place, errorBox(error));
    }
  }
  let timer = 0;
  const again = () => ((pages = 1), void refresh());
  search.addEventListener('input', () => (clearTimeout(timer), (timer = setTimeout(again, TYPING_MS))));
  sort.addEventListener('change', again);
  const tools = h('div', { class: 'tools' }, [
    h('div', null, h('label', { for: 'tim-don-vi' }, 'Tìm đơn vị'), search),
    h('div', null, h('label', { for: 'xep-don-vi' }, 'Sắp xếp'), sort),
  ]);
  return { node: h('div', null, head, tools, place, foot), refresh };
}

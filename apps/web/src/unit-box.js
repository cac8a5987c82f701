// Finding one's unit by typing a few letters, with or without accents. A combobox as WAI-ARIA describes it.

import { get, query } from './api.js';
import { field, fill, h } from './dom.js';

const PAUSE_MS = 200;

/**
 * @param {string} slug of the contest
 * @returns {{ node: Element, chosen: () => { id: number, name: string } | null, refuse: (text: string | null) => void,
 *   focus: () => void }}
 */
export function unitBox(slug) {
  let chosen = null;
  let found = [];
  let active = -1;
  let asked = 0;
  let timer = 0;
  const list = h('ul', {
    class: 'options',
    id: 'don-vi-ds',
    role: 'listbox',
    'aria-label': 'Đơn vị tìm thấy',
    hidden: true,
  });
  const status = h('p', { class: 'hint', role: 'status' });
  const input = h('input', {
    ...{
      type: 'text',
      role: 'combobox',
      autocomplete: 'off',
      spellcheck: 'false',
      maxlength: 100,
      enterkeyhint: 'search',
    },
    ...{ 'aria-expanded': 'false', 'aria-controls': 'don-vi-ds', 'aria-autocomplete': 'list' },
  });
  const { node, refuse } = field({
    ...{ id: 'don-vi', label: 'Đơn vị của bạn', input },
    hint: 'Gõ vài chữ trong tên, không cần dấu. Ví dụ: so noi vu, vinh phu.',
  });
  const picked = h('div', { class: 'picked', hidden: true });
  input.after(h('div', { class: 'options-place' }, list), status, picked);

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const choose = (unit) => {
    chosen = unit;
    refuse(null);
    close();
    status.textContent = '';
    input.hidden = true;
    const change = h('button', { type: 'button', class: 'button button-quiet' }, 'Đổi đơn vị');
    change.addEventListener('click', () => {
      chosen = null;
      picked.hidden = true;
      input.hidden = false;
      input.value = '';
      input.focus();
    });
    picked.hidden = false;
    fill(
      picked,
      h('p', null, h('strong', null, unit.name), unit.parentName && h('span', { class: 'under' }, unit.parentName)),
      change,
    );
    change.focus();
  };
  const mark = (index) => {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    if (index < 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', list.children[index].id);
    list.children[index].scrollIntoView({ block: 'nearest' });
  };
  const search = async () => {
    const turn = ++asked;
    status.textContent = 'Đang tìm…';
    try {
      const page = await get(`contests/${slug}/units?${query({ search: input.value, limit: 20 })}`);
      if (turn !== asked || chosen) return; // a slower answer to older letters
      found = [
        ...page.units,
        ...(page.outside ? [{ ...page.outside, name: 'Đơn vị của tôi không có trong danh sách' }] : []),
      ];
      const more = page.next === null ? '' : ' Gõ thêm chữ để thu hẹp.';
      status.textContent =
        page.units.length === 0
          ? 'Không thấy đơn vị nào như vậy.'
          : `Thấy ${page.units.length}${page.next ? '+' : ''} đơn vị.${more}`;
      fill(
        list,
        found.map((unit, i) =>
          h(
            'li',
            // Pressing must not take the focus from the box before the choice is made.
            {
              role: 'option',
              id: `don-vi-${i}`,
              'aria-selected': 'false',
              onmousedown: (event) => event.preventDefault(),
              onclick: () => choose(unit),
            },
            h('span', null, unit.name),
            unit.parentName && h('span', { class: 'under' }, unit.parentName),
          ),
        ),
      );
      active = -1;
      list.hidden = false;
      // On a phone the keyboard covers the lower half: the box goes up, so that the list below it is seen.
      if (list.getBoundingClientRect().bottom > innerHeight) node.scrollIntoView({ block: 'start' });
      input.setAttribute('aria-expanded', 'true');
    } catch (error) {
      if (turn === asked) status.textContent = error.message;
    }
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE_MS);
  });
  input.addEventListener('focus', () => list.hidden && void search());
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !list.hidden) mark((active + step + found.length) % found.length);
    else if (step) void search();
    else if (event.key === 'Enter' && active >= 0) choose(found[active]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
  return { node, refuse, chosen: () => chosen, focus: () => input.focus() };
}

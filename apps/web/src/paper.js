// The paper as it stands on the screen: questions, options, and the palette that shows which are answered.

import { h } from './dom.js';

const LETTERS = 'ABCDEF';
const HINTS = { multiple: 'Chọn một hoặc nhiều phương án.', true_false: 'Chọn đúng hoặc sai.' };

/**
 * @param {{ position: number, kind: string, stem: string, options: string[] }} question
 * @param {number[]} chosen options by number, from 1
 * @param {(options: number[]) => void} changed
 */
export function questionCard(question, chosen, changed) {
  const { position, kind, stem, options } = question;
  const inputs = options.map((_, i) =>
    h('input', {
      type: kind === 'multiple' ? 'checkbox' : 'radio',
      name: `cau-${position}`,
      value: i + 1,
      id: `cau-${position}-${i + 1}`,
    }),
  );
  inputs.forEach((input) => (input.checked = chosen.includes(Number(input.value))));
  const now = () => inputs.filter((input) => input.checked).map((input) => Number(input.value));
  const clear = h('button', { type: 'button', class: 'button button-quiet clear' }, 'Bỏ chọn');
  const show = () => {
    // Kept in its place, so that nothing below jumps.
    clear.classList.toggle('absent', kind === 'multiple' || now().length === 0);
    for (const input of inputs) input.parentElement?.classList.toggle('option-chosen', input.checked);
  };
  clear.addEventListener('click', () => {
    inputs.forEach((input) => (input.checked = false));
    show();
    changed([]);
    inputs[0].focus();
  });
  inputs.forEach((input) =>
    input.addEventListener('change', () => {
      show();
      changed(now());
    }),
  );
  const stemId = `de-${position}`;
  const card = h(
    'section',
    { class: 'question', id: `cau-${position}`, tabindex: -1, 'aria-labelledby': `so-${position}` },
    h('div', { class: 'question-head' }, h('h2', { id: `so-${position}` }, `Câu ${position}`), clear),
    h(
      'div',
      { role: kind === 'multiple' ? 'group' : 'radiogroup', 'aria-labelledby': `so-${position} ${stemId}` },
      h('p', { class: 'stem', id: stemId }, stem),
      kind in HINTS && h('p', { class: 'hint' }, HINTS[kind]),
      options.map((option, i) =>
        h(
          'label',
          { class: 'option' },
          inputs[i],
          kind !== 'true_false' && h('span', { class: 'letter', 'aria-hidden': 'true' }, LETTERS[i]),
          h('span', null, option),
        ),
      ),
    ),
  );
  show();
  return card;
}

/** Brings a question into view and to the keyboard. */
export function goTo(position) {
  const card = document.getElementById(`cau-${position}`);
  card.scrollIntoView({ block: 'start' });
  card.focus({ preventScroll: true });
}

/** Numbers of all questions, the answered ones marked. `update` draws them anew. */
export function palette(positions, isAnswered, went = () => {}) {
  const buttons = positions.map((position) =>
    h('button', { type: 'button', class: 'number', onclick: () => (went(), goTo(position)) }, String(position)),
  );
  const update = () =>
    buttons.forEach((button, i) => {
      const done = isAnswered(positions[i]);
      button.classList.toggle('number-done', done);
      button.setAttribute('aria-label', `Câu ${positions[i]}, ${done ? 'đã trả lời' : 'chưa trả lời'}`);
    });
  update();
  return { node: h('div', { class: 'palette' }, buttons), update };
}

// The number that a round may ask for beside the paper; it is sent with the submit.

import { h } from './dom.js';
import { count } from './format.js';
import { PREDICTED } from './rules.js';

/**
 * @param {{ subject: string, min: number, max: number }} asked @param {{ title: string }} round
 * @param {import('./answer-keeper.js').AnswerKeeper} keeper keeps what is typed until it is sent
 */
export function predictionCard({ subject, min, max }, round, keeper) {
  const input = h('input', {
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'off',
    id: 'du-doan',
    maxlength: 14,
    'aria-describedby': 'du-doan-goi-y du-doan-loi',
  });
  const fault = h('p', { class: 'fault', id: 'du-doan-loi', hidden: true });
  input.value = keeper.prediction;
  const refuse = (text) => {
    fault.hidden = !text;
    if (fault.textContent !== (text ?? '')) fault.textContent = text ?? '';
  };
  const value = () => {
    const digits = input.value.replace(/[\s.]/g, '');
    const number = /^\d{1,9}$/.test(digits) ? Number(digits) : null;
    return number !== null && number >= min && number <= max ? number : null;
  };
  const range = `Một số nguyên từ ${count(min)} đến ${count(max)}.`;
  input.addEventListener('input', () => {
    keeper.predict(input.value);
    refuse(null);
  });
  input.addEventListener('change', () => {
    refuse(input.value.trim() !== '' && value() === null ? range : null);
    if (value() !== null) input.value = count(value());
  });
  const node = h(
    'section',
    { class: 'question', id: 'cau-du-doan' },
    h('h2', null, h('label', { for: 'du-doan' }, 'Số dự đoán')),
    h('p', { class: 'stem' }, `Theo bạn, ${PREDICTED[subject]} trong ${round.title}?`),
    h('p', { class: 'hint', id: 'du-doan-goi-y' }, `${range} Dùng để xếp hạng khi bằng điểm.`),
    input,
    fault,
  );
  return {
    ...{ node, input, refuse, value },
    focus: () => {
      node.scrollIntoView({ block: 'center' });
      input.focus({ preventScroll: true });
    },
  };
}

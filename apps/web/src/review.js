// The last look before the submit: what is missing, and the step that cannot be taken back.

import { fill, h } from './dom.js';
import { count, questionList } from './format.js';
import { goTo } from './paper.js';

const button = (label, onclick, more = '') =>
  h('button', { type: 'button', class: `button ${more}`.trim(), onclick }, label);

/**
 * Fills and opens the dialog.
 * @param {HTMLDialogElement} dialog
 * @param {{ open: number[], total: number, guess: null | { value(): number | null, focus(): void }, submit: () => void }} of
 *   open: questions without an answer
 */
export function fillReview(dialog, { open, total, guess, submit }) {
  const after = (step) => () => {
    dialog.close();
    step();
  };
  const missing = guess !== null && guess.value() === null;
  fill(dialog, [
    h('h2', { id: 'xem-lai' }, 'Xem lại trước khi nộp'),
    open.length === 0
      ? h('p', null, `Bạn đã trả lời đủ ${total} câu.`)
      : h('p', null, `Bạn còn ${open.length} câu chưa trả lời: ${questionList(open)}.`),
    open.length > 0 &&
      h(
        'p',
        { class: 'row' },
        button(
          `Đến câu ${open[0]}`,
          after(() => goTo(open[0])),
          'button-second',
        ),
      ),
    guess && !missing && h('p', null, 'Số dự đoán của bạn: ', h('strong', null, count(guess.value())), '.'),
    missing && h('p', { class: 'box box-warn' }, 'Bạn chưa điền số dự đoán ở cuối bài.'),
    h('p', { class: 'hint' }, 'Nộp rồi thì không sửa được nữa.'),
    h('p', { class: 'row' }, [
      missing
        ? button(
            'Điền số dự đoán',
            after(() => guess.focus()),
          )
        : button('Nộp bài', after(submit)),
      button(
        'Làm tiếp',
        after(() => {}),
        'button-quiet',
      ),
    ]),
  ]);
  if (!dialog.open) dialog.showModal();
}

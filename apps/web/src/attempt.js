// Taking a paper: the time left by the server's clock, answers that save themselves, review, submit.

import { AnswerKeeper } from './answer-keeper.js';
import { call, get } from './api.js';
import { doubtClock, serverNow } from './clock.js';
import { errorBox, fill, h } from './dom.js';
import { clockTime, countdown, duration } from './format.js';
import { palette, questionCard } from './paper.js';
import { predictionCard } from './prediction.js';
import { fillReview } from './review.js';
import { device } from './store.js';

/** Spoken once each, when so much is left. */
const SPOKEN = [
  [300_000, 'Còn 5 phút.'],
  [60_000, 'Còn 1 phút.'],
  [30_000, 'Còn 30 giây.'],
];
/** With less grace than this, the paper leaves before the deadline instead of at it. */
const SHORT_GRACE_MS = 5_000;
const LEAD_MS = 1_500;

const GONE = ['DEADLINE_PASSED', 'ATTEMPT_CLOSED', 'ATTEMPT_VOIDED'];
const TAKEN = ['ATTEMPT_TAKEN_OVER', 'SAVE_OUT_OF_ORDER', 'SAVE_CONFLICT'];
const SIGNED_OUT = ['SESSION_ENDED', 'NOT_SIGNED_IN'];

const speak = (words) => (document.getElementById('loi-noi').textContent = words);

/** @param {object} page @param {{ attempt: object, round: object, contest: object, toResult: () => void, elsewhere: (words: string) => void, signIn: () => void }} with_ */
export function runAttempt(page, { attempt, round, contest, toResult, elsewhere, signIn }) {
  const positions = attempt.questions.map(({ position }) => position);
  const deadline = Date.parse(attempt.deadlineAt);
  const before = attempt.answers.filter((options) => options.length > 0).length;
  const saved = h('p', { class: 'saved' }, before > 0 ? `Đã lưu ${before} câu trả lời.` : 'Câu trả lời tự lưu.');
  const trouble = h('div');
  let handingIn = false;

  const keeper = new AnswerKeeper(attempt, {
    shelf: device,
    tell,
    send: (kind, body, signal) =>
      call(
        kind === 'save' ? 'PUT' : 'POST',
        `attempts/${attempt.attemptId}/${kind === 'save' ? 'answers' : 'submit'}`,
        {
          ...{ body, signal },
          headers: { 'x-attempt-token': attempt.token },
        },
      ),
  });
  const isAnswered = (position) => keeper.chosen(position).length > 0;
  const unanswered = () => positions.filter((position) => !isAnswered(position));

  /** Says where the answers are; the words are always true. @param {import('./answer-keeper.js').SaveState} state */
  function tell(state) {
    const words = {
      saving: handingIn ? 'Đang nộp bài…' : 'Đang lưu…',
      saved: `Đã lưu lúc ${state.at && clockTime(state.at)}.`,
      offline: 'Mất mạng. Câu trả lời đang được giữ trên máy này và sẽ tự gửi khi có mạng.',
      busy: 'Máy chủ đang rất đông. Câu trả lời đang được giữ trên máy này và sẽ tự gửi lại.',
      refused: 'Chưa lưu được.',
    }[state.kind];
    saved.className = `saved saved-${state.kind}`;
    if (saved.textContent !== words) {
      saved.textContent = words;
      // "Đang lưu…" passes too fast to be worth hearing.
      if (state.kind !== 'saving') speak(words);
    }
    if (state.kind === 'refused') refused(state.error);
  }

  function refused(error) {
    if (!page.alive) return;
    if (GONE.includes(error.code)) {
      keeper.stop({ forget: true });
      return toResult();
    }
    if (TAKEN.includes(error.code)) {
      keeper.stop();
      return elsewhere('Bài của bạn đã được mở tiếp ở trang hoặc thiết bị khác.');
    }
    const mend =
      SIGNED_OUT.includes(error.code) &&
      h('button', { type: 'button', class: 'button', onclick: signIn }, 'Đăng nhập lại');
    fill(trouble, errorBox(error, mend));
    trouble.scrollIntoView({ block: 'nearest' });
  }

  // The prediction: part of the paper, sent with the submit.
  const asked = attempt.prediction;
  const guess = asked && predictionCard(asked, round, keeper);
  const guessMissing = () => Boolean(guess) && guess.value() === null;

  // The palette stands beside the paper on a wide screen, and in the bar below on a phone.
  const details = h('details', { class: 'drawer' });
  const done = h('summary', null);
  const [side, drawer] = [palette(positions, isAnswered), palette(positions, isAnswered, () => (details.open = false))];
  details.append(done, drawer.node);
  const refresh = () => {
    done.textContent = `Đã trả lời ${positions.length - unanswered().length}/${positions.length}`;
    sideCount.textContent = done.textContent;
    side.update();
    drawer.update();
  };
  const sideCount = h('p', { class: 'side-count' });
  const handIn = () => h('button', { type: 'button', class: 'button', onclick: review }, 'Nộp bài');

  const clock = h('span', { class: 'clock', role: 'timer', 'aria-label': 'Thời gian còn lại' });
  const cards = h(
    'div',
    { class: 'paper' },
    attempt.questions.map((question) =>
      questionCard(question, keeper.chosen(question.position), (options) => {
        keeper.change(question.position, options);
        refresh();
      }),
    ),
    guess?.node,
    trouble,
    h('p', { class: 'row wide-only' }, handIn()),
  );
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'xem-lai' });
  const bar = h('div', { class: 'clockbar' }, h('div', { class: 'wide clockbar-row' }, clock, saved));
  page.show(
    round.title,
    bar,
    h('div', { class: 'desk' }, [
      h(
        'div',
        null,
        h('h1', { class: 'paper-title', tabindex: -1 }, round.title),
        h('p', { class: 'under' }, contest.title),
        cards,
      ),
      h('aside', { class: 'side', 'aria-label': 'Các câu hỏi' }, sideCount, side.node, handIn()),
    ]),
    h('div', { class: 'footbar' }, h('div', { class: 'wide footbar-row' }, details, handIn())),
    dialog,
  );
  refresh();

  function review() {
    fillReview(dialog, { open: unanswered(), total: positions.length, guess, submit: () => void submit() });
  }

  async function submit() {
    if (handingIn) return;
    handingIn = true;
    lock(true);
    fill(trouble);
    try {
      const receipt = await keeper.submit(guess ? guess.value() : null);
      device.write(`nop:${attempt.attemptId}`, receipt.number);
      if (page.alive) toResult();
    } catch (error) {
      handingIn = false;
      if (page.alive && serverNow() < deadline) lock(false);
      guess?.refuse(/^PREDICTION/.test(error.code) ? error.message : null);
    }
  }

  /** What cannot be changed any more is not offered; the prediction may still be filled in after the deadline. */
  function lock(isLocked) {
    for (const input of cards.querySelectorAll('.question input, .clear')) input.disabled = isLocked;
    if (guess) guess.input.disabled = isLocked && handingIn;
  }

  let spokenUpTo = SPOKEN.filter(([ms]) => deadline - serverNow() <= ms).length;
  let isOver = false;
  const lead = attempt.graceMs < SHORT_GRACE_MS ? LEAD_MS : 0;
  function tick() {
    const left = deadline - serverNow();
    clock.textContent = countdown(left);
    bar.classList.toggle('clockbar-late', left <= 60_000);
    if (spokenUpTo < SPOKEN.length && left <= SPOKEN[spokenUpTo][0] && left > 0) speak(SPOKEN[spokenUpTo++][1]);
    if (left > lead) return;
    if (!isOver) {
      isOver = true;
      if (dialog.open) dialog.close();
      if (!guessMissing()) return void submit();
      lock(true);
      guess.focus();
    }
    // Only the prediction is missing: the grace is what is left for it.
    const grace = left + attempt.graceMs;
    if (handingIn || !guessMissing()) return;
    if (grace > 0) guess.refuse(`Hết giờ làm bài. Còn ${duration(grace)} để điền số dự đoán và nộp bài.`);
    else {
      keeper.stop({ forget: true });
      toResult();
    }
  }
  tick();
  const timer = setInterval(tick, 250);
  page.onLeave(() => {
    clearInterval(timer);
    keeper.stop();
    if (dialog.open) dialog.close();
  });

  page.listen(window, 'online', () => keeper.tryNow());
  // What has not reached the server yet is kept on this device, but the deadline does not wait for it.
  page.listen(window, 'beforeunload', (event) => keeper.unsaved > 0 && event.preventDefault());
  // Back from a sleep: the page's running time may have stood still, and the attempt may be over or in other hands.
  page.listen(document, 'visibilitychange', async () => {
    if (document.hidden) return;
    doubtClock();
    keeper.tryNow();
    const now = await get(`attempts/${attempt.attemptId}`).catch(() => null);
    if (now && now.state !== 'in_progress' && !handingIn) refused({ code: 'ATTEMPT_CLOSED' });
  });
}

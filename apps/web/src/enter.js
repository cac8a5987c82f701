// From "Vào thi" to the first question: who are you, for which unit, what awaits you, start or go on.

import { get, post, randomKey } from './api.js';
import { runAttempt } from './attempt.js';
import { entrance } from './contest.js';
import { drawDoor, drawJoin } from './door.js';
import { errorBox, fill, h, workButton } from './dom.js';
import { drawPerson, placeIn, person, signInAndComeBack } from './person.js';
import { limitWords, paperWords, PREDICTED } from './rules.js';
import { tab } from './store.js';
import { weekdayTime } from './format.js';
import { serverNow } from './clock.js';

/** The name under which this tab keeps the key of its start: the same key is the same attempt, after a refresh too. */
const keyName = (roundId) => `khoa:${roundId}`;

/** The screen #/cuoc-thi/<slug>/lam-bai. */
export async function showAttempt(page, slug) {
  const contest = await get(`contests/${slug}`);
  page.about(contest);
  const failed = (error) => page.fail(error, () => showAttempt(page, slug));
  const again = async (refused = null) => {
    if (!page.alive) return;
    await drawPerson(failed);
    await step(page, contest, refused, again).catch(failed);
  };
  await step(page, contest, null, again);
}

async function step(page, contest, refused, again) {
  const open = contest.roundList.find(({ state }) => state === 'running');
  if (!open) {
    const back = h('a', { class: 'button button-second', href: `#/cuoc-thi/${contest.slug}` }, 'Xem cuộc thi');
    return page.show(
      contest.title,
      h('h1', null, contest.title),
      await entrance(contest),
      h('p', { class: 'row' }, back),
    );
  }
  if (!(await person())) return drawDoor(page, contest, again);
  if (!(await placeIn(contest.slug))) return drawJoin(page, contest, again, refused);
  // This tab was in the middle of an attempt: straight back to it.
  if (tab.read(keyName(open.id))) return begin(page, contest, open, again);
  drawBriefing(page, contest, open, again);
}

function drawBriefing(page, contest, round, again) {
  const place = h('div');
  const failed = (error) => fill(place, errorBox(error));
  const start = workButton({
    ...{ label: 'Bắt đầu làm bài', busy: 'Đang mở đề…', class: 'button button-large', failed },
    work: () => fill(place) && begin(page, contest, round, again),
  });
  const { prediction } = round;
  page.show(
    `Vào thi ${round.title}`,
    h('div', { class: 'narrow' }, [
      h('h1', null, round.title),
      h('p', { class: 'lead' }, contest.title),
      h('ul', { class: 'bullets' }, [
        h(
          'li',
          null,
          h('strong', null, paperWords(round)),
          '. Đồng hồ chạy từ lúc bạn bấm nút dưới đây, theo giờ máy chủ.',
        ),
        h('li', null, 'Mỗi câu trả lời được lưu ngay khi bạn chọn. Mất mạng, tắt máy rồi mở lại vẫn làm tiếp được.'),
        prediction && h('li', null, `Cuối bài có một số dự đoán: ${PREDICTED[prediction.subject]}.`),
        h('li', null, limitWords(round)),
        h('li', null, `Đợt thi đóng lúc ${weekdayTime(round.closesAt, serverNow())}.`),
      ]),
      place,
      h(
        'p',
        { class: 'row' },
        start,
        h('a', { class: 'button button-quiet', href: `#/cuoc-thi/${contest.slug}` }, 'Để sau'),
      ),
    ]),
  );
}

/** Starts, or finds the attempt of this tab's key again. */
async function begin(page, contest, round, again) {
  const key = tab.read(keyName(round.id)) ?? randomKey();
  tab.write(keyName(round.id), key);
  let attempt;
  try {
    attempt = await post(`rounds/${round.id}/attempts`, undefined, { headers: { 'idempotency-key': key } });
  } catch (error) {
    // A start that the rules refuse has no attempt. Without an answer it may have one: the key is kept for the retry.
    if (error.status && error.status < 500) tab.remove(keyName(round.id));
    throw error;
  }
  take(page, contest, round, attempt, again);
}

/** Shows an attempt in whatever state it is. */
function take(page, contest, round, attempt, again) {
  const toResult = () => {
    tab.remove(keyName(round.id));
    location.hash = `#/cuoc-thi/${contest.slug}/ket-qua/${attempt.attemptId}`;
  };
  if (!page.alive) return;
  if (attempt.state !== 'in_progress') return toResult();
  const elsewhere = (words) => drawElsewhere(page, { contest, round, attempt, words, again });
  if (attempt.token === null) return elsewhere('Bạn có một lượt thi đang mở ở trang hoặc thiết bị khác.');
  runAttempt(page, {
    ...{ contest, round, attempt, toResult, elsewhere },
    signIn: signInAndComeBack,
  });
}

function drawElsewhere(page, { contest, round, attempt, words, again }) {
  const place = h('div');
  const takeOver = workButton({
    ...{ label: 'Làm tiếp trên máy này', busy: 'Đang mở lại bài…', class: 'button button-large' },
    failed: (error) => fill(place, errorBox(error)),
    work: async () => {
      const mine = await post(`attempts/${attempt.attemptId}/resume`).catch((error) => {
        if (error.code !== 'ATTEMPT_CLOSED') throw error;
        return { ...attempt, state: 'submitted' };
      });
      take(page, contest, round, mine, again);
    },
  });
  page.show(
    'Bài đang mở ở nơi khác',
    h('div', { class: 'narrow' }, [
      h('h1', { tabindex: -1 }, 'Làm tiếp trên máy này?'),
      h('p', null, words, ' Các câu đã lưu vẫn còn nguyên. Nếu làm tiếp ở đây, nơi kia sẽ không ghi thêm được nữa.'),
      place,
      h(
        'p',
        { class: 'row' },
        takeOver,
        h('a', { class: 'button button-quiet', href: `#/cuoc-thi/${contest.slug}` }, 'Để sau'),
      ),
    ]),
  );
}

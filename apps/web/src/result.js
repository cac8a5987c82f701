// After the submit: receipt, score when it is there and released, own rank, and the way on.

import { get } from './api.js';
import { ownLine } from './board.js';
import { serverNow } from './clock.js';
import { errorBox, fill, h, loading, workButton } from './dom.js';
import { count, duration, points, weekdayTime } from './format.js';
import { signOut } from './person.js';
import { device } from './store.js';
import { summary } from './unit-table.js';

const RANK_MS = 10_000;
const RETRY_MS = 2_000;
const CLOSED_BY = {
  deadline: 'Hết giờ. Các câu đã lưu trước khi hết giờ được tính.',
  round_end: 'Đợt thi đã đóng. Các câu đã lưu trước đó được tính.',
  organizer: 'Ban tổ chức đã đóng lượt thi này.',
};

/** The screen #/cuoc-thi/<slug>/ket-qua/<attempt>. */
export async function showResult(page, slug, attemptId) {
  const contest = await get(`contests/${slug}`);
  page.about(contest);
  const places = { receipt: h('div'), score: h('div', { 'aria-live': 'polite' }), rank: h('div'), units: h('div') };
  const kept = device.read(`nop:${attemptId}`);
  const first = await get(`attempts/${attemptId}/result`);
  const round = contest.roundList.find(({ id }) => id === first.roundId);
  drawReceipt(places.receipt, first, kept);
  const failed = (error) => fill(places.score, errorBox(error));
  page.show(`Kết quả ${round.title}`, [
    h('h1', null, first.state === 'in_progress' ? 'Đang đóng bài' : 'Đã nhận bài'),
    h('p', { class: 'lead' }, `${round.title}, lượt thi thứ ${count(first.attemptNo)}`),
    h('div', { class: 'result' }, h('div', null, places.receipt, places.score, places.rank), places.units),
    h('p', { class: 'row' }, [
      h('a', { class: 'button', href: `#/cuoc-thi/${slug}/bang-xep-hang` }, 'Bảng xếp hạng và đơn vị'),
      h('a', { class: 'button button-second', href: `#/cuoc-thi/${slug}` }, 'Về cuộc thi'),
      workButton({
        label: 'Xong, nhường máy cho người khác',
        busy: 'Đang ra…',
        class: 'button button-quiet',
        work: signOut,
        failed,
      }),
    ]),
  ]);
  const result = await graded(page, attemptId, first, places);
  if (!result || !page.alive) return;
  page.alive && (document.querySelector('h1').textContent = 'Kết quả của bạn');
  drawReceipt(places.receipt, result, kept);
  drawScore(places.score, result);
  const refresh = () =>
    Promise.all([drawRank(places.rank, contest, round, result), drawUnits(places.units, contest, round)]);
  await refresh();
  page.every(RANK_MS, refresh);
}

/** Asks until the attempt is graded; the server holds each question for some seconds. */
async function graded(page, attemptId, first, places) {
  for (let result = first; page.alive;) {
    if (result.state === 'graded') return result;
    const words =
      result.state === 'submitted'
        ? 'Đang chấm bài, thường mất vài giây.'
        : 'Đang đóng bài và chấm, thường mất chưa đầy một phút.';
    if (places.score.textContent !== words) fill(places.score, loading(words));
    const asked = performance.now();
    result = await get(`attempts/${attemptId}/result?wait=5s`).catch((error) => {
      if (error.status && error.status < 500) throw error;
      fill(places.score, errorBox(error));
      return result;
    });
    // An answer that came at once is no reason to ask at once.
    if (result.state !== 'graded')
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, RETRY_MS - (performance.now() - asked))));
  }
  return null;
}

function drawReceipt(place, result, kept) {
  const number = result.receiptNumber ?? kept;
  fill(place, [
    result.closedBy in CLOSED_BY && h('p', { class: 'box' }, CLOSED_BY[result.closedBy]),
    number && h('p', { class: 'receipt' }, 'Mã biên nhận: ', h('b', { class: 'code' }, number)),
    number &&
      h(
        'p',
        { class: 'hint' },
        `Đã nộp lúc ${weekdayTime(result.submittedAt, serverNow())}. Hãy chụp lại mã này để tra cứu khi cần.`,
      ),
  ]);
}

function drawScore(place, result) {
  if (result.voided) {
    return fill(
      place,
      h(
        'p',
        { class: 'box box-warn' },
        `Lượt thi này không được công nhận${result.voidReason ? `: ${result.voidReason}` : '.'}`,
      ),
    );
  }
  if (result.score === null) {
    const words = result.scoreReleasedAt
      ? `Điểm được xem từ ${weekdayTime(result.scoreReleasedAt, serverNow())}.`
      : 'Theo thể lệ, điểm không công bố trên trang này.';
    return fill(place, h('p', { class: 'box' }, `Bài đã chấm xong. ${words}`));
  }
  fill(place, [
    h('p', { class: 'score' }, h('b', null, points(result.score)), h('span', null, `/${points(result.maxScore)} điểm`)),
    h('p', null, `Thời gian làm bài: ${duration(result.elapsedMs)}.`),
    result.fullMarks && h('p', { class: 'tag tag-running' }, 'Đạt điểm tối đa'),
    result.prediction !== null && h('p', null, `Số dự đoán của bạn: ${count(result.prediction)}.`),
  ]);
}

/** Own rank; while scores are kept back there is none, which the score has said already. */
async function drawRank(place, contest, round, result) {
  if (result.score === null || result.voided) return;
  try {
    const board = await get(`contests/${contest.slug}/board?scope=round&round=${round.number}&limit=1`);
    fill(place, ownLine(board));
  } catch (error) {
    if (error.code !== 'RESULT_NOT_RELEASED') fill(place, errorBox(error));
  }
}

async function drawUnits(place, contest, round) {
  const table = await get(`contests/${contest.slug}/unit-table?scope=round&round=${round.number}&limit=5`).catch(
    () => null,
  );
  if (table) fill(place, h('h2', null, 'Các đơn vị trong đợt này'), summary(table));
}

// `node test/load/start-answer.mjs` after a build: what the answer to a start costs, a paper of fifteen questions: written down
// as one JSON text, and put together from the bytes that the round keeps, as the product does. CPU in µs an answer, medians of
// rounds by turns. The last line on stdout is one JSON object.

const { attemptJson, Paper, QuestionText } = await import('../../dist/libs/attempts/src/index.js');

const BANK = 380;
const QUESTIONS = 15;
const TURNS = 9;
const ANSWERS = 2_000;

/** As long as the questions of the load tool's bank. */
const items = Array.from({ length: BANK }, (_, n) => {
  const question = {
    ...{ kind: 'single', editorMark: null, pictures: [], audio: null, wordings: [] },
    stem: `Câu hỏi mô phỏng số ${n}: người dân nộp hồ sơ tại bộ phận một cửa, hồ sơ còn thiếu một giấy tờ. Cán bộ tiếp nhận phải làm gì trước tiên theo quy định?`,
    options: [1, 2, 3, 4].map((o) => `Phương án ${o} của câu ${n}, nêu một việc phải làm và thời hạn làm việc đó`),
  };
  return { ...question, id: n, topic: 'the-che', text: new QuestionText(question) };
});
const head = {
  ...{ attemptId: `1-${crypto.randomUUID()}`, roundId: '1-1', attemptNo: 1, state: 'in_progress', seq: 0 },
  contest: { slug: 'tai-thu', title: 'Cuộc thi chạy tải', hotline: null },
  round: { number: 1, title: 'Tuần 1' },
  ...{
    startedAt: new Date(0).toISOString(),
    deadlineAt: new Date(900_000).toISOString(),
    now: new Date(0).toISOString(),
  },
  ...{ graceMs: 5_000, extraTimePercent: 0, pause: null, writer: crypto.randomUUID(), token: 'a1~'.padEnd(190, 'x') },
  ...{ prediction: null, answers: Array.from({ length: QUESTIONS }, () => []) },
};
let drawn = 0;
const draw = () =>
  new Paper(
    Array.from({ length: QUESTIONS }, () => items[(drawn += 7) % BANK]),
    Array.from({ length: QUESTIONS }, () => (drawn += 1) % 24),
  );

const ways = {
  written: () => Buffer.from(JSON.stringify({ ...head, questions: draw().questions() })),
  fromBytes: () => attemptJson({ ...head, paper: draw() }),
};

/** @param {() => Buffer} answer @returns {number} µs of CPU an answer */
function cost(answer) {
  const before = process.cpuUsage();
  for (let i = 0; i < ANSWERS; i++) answer();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / ANSWERS;
}

const names = /** @type {(keyof typeof ways)[]} */ (Object.keys(ways));
const turns = Array.from({ length: TURNS }, () => names.map((name) => cost(ways[name])));
const median = names.map((name, way) => {
  const costs = turns.map((turn) => turn[way] ?? 0).sort((a, b) => a - b);
  return [name, Math.round(10 * (costs[TURNS >> 1] ?? 0)) / 10];
});
process.stdout.write(
  `${JSON.stringify({ microsecondsAnAnswer: Object.fromEntries(median), bytes: ways.fromBytes().length })}\n`,
);

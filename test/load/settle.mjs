// `node --expose-gc test/load/settle.mjs [attempts]` after a build: what it takes to settle a contest as large as the model
// one by itself, with no database. Prints one JSON line: seconds, megabytes of the
// heap that the input and the winner file take, and of the process at its fullest.

import { createHash } from 'node:crypto';
import * as domain from '#domain';

const ATTEMPTS = Number(process.argv[2] ?? 240_659);
const PERSONS = Math.round(ATTEMPTS * 0.6);
const START = Date.UTC(2019, 4, 6, 1);

/** @type {domain.Sha256} */
const sha256 = (pieces) => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

const random = domain.seededRandom('settle');
const prize = { of: 'round', to: 'person', by: 'rank', audience: null, block: null, amountVnd: null, detail: null };
/** @type {domain.DecidingRules} */
const rules = {
  calendar: { rounds: [{ code: 'tuan-1', phase: null }] },
  audiences: { groups: [] },
  counting: { rule: 'best', across: 'one_attempt' },
  prediction: {
    subject: 'persons_all_correct',
    of: 'round',
    among: 'all',
    compare: 'nearest',
    equalDistance: 'equal',
    whichCounts: 'counted_attempt',
  },
  ranking: {
    criteria: ['score', 'prediction_distance', 'duration', 'lot'],
    durationPrecision: 's',
    sharedRank: false,
    byAudience: true,
  },
  prizes: {
    list: /** @type {domain.PrizeLine[]} */ ([
      { ...prize, title: 'Giải Nhất', quota: 1 },
      { ...prize, title: 'Giải Khuyến khích', quota: 15 },
      { ...prize, title: 'Giải Tập thể', quota: 2, to: 'unit', by: 'most_participants' },
    ]),
    onePerPerson: 'contest',
    perUnitMax: 2,
    onlyFullMarks: true,
    replacement: 'next_in_line',
  },
  units: { participation: { minAttempts: 1, childrenCountForParent: true }, blocks: [], ranking: null },
};
const rows = Array.from({ length: ATTEMPTS }, (_, i) => {
  const score = random.next() < 0.42 ? 15_000 : 1000 * random.int(15);
  const durationMs = 120_000 + random.int(780_000);
  const startedAt = START + i * 2500;
  const person = domain.personNumber(1 + (i < PERSONS ? i : random.int(PERSONS)));
  return /** @type {domain.AttemptRow} */ ([
    ...[i + 1, person, 'tuan-1', null, 1 + random.int(480), startedAt, startedAt + durationMs, durationMs],
    ...[score, score === 15_000, random.int(200_000), null],
  ]);
});
const seed = '5eed'.repeat(16);
/** @type {domain.FrozenInput} */
const input = {
  format: domain.FROZEN_INPUT_FORMAT,
  contest: { slug: 'do-tai', title: 'Đo tải' },
  field: { of: 'round', code: 'tuan-1', title: 'Tuần 1' },
  ruleRevision: 1,
  software: 'settle.mjs',
  frozenAt: START,
  rules,
  truths: { definition: '', at: START, values: domain.truthValues(rules, { of: 'round', code: 'tuan-1' }, rows) },
  lot: { commitment: domain.commitmentOf(seed, sha256), committedAt: START, seed },
  persons: { numberedBefore: 0 },
  attempts: { columns: domain.ATTEMPT_COLUMNS, rows },
  units: Array.from({ length: 480 }, (_, i) => ({
    ...{ id: i + 1, title: `Đơn vị ${i + 1}`, block: null, headcount: 1000, invited: true },
    parent: i < 20 ? null : 1 + (i % 20),
  })),
  earlier: [],
  decisions: domain.NO_DECISIONS,
};

globalThis.gc?.();
const heap = () => process.memoryUsage().heapUsed / 2 ** 20;
const before = heap();
const began = performance.now();
const file = domain.winnersOf(input, sha256);
const seconds = (performance.now() - began) / 1000;
globalThis.gc?.();
const after = heap();
let octets = 0;
for (const piece of domain.canonicalPieces(file)) octets += Buffer.byteLength(piece);
const rounded = (/** @type {number} */ value) => Math.round(value * 10) / 10;
console.log(
  JSON.stringify({
    ...{ attempts: ATTEMPTS, persons: PERSONS, awards: file.awards.length, seconds: rounded(seconds) },
    ...{ inputHeapMb: rounded(before), fileHeapMb: rounded(after - before), fileMb: rounded(octets / 2 ** 20) },
    peakRssMb: rounded(process.resourceUsage().maxRSS / 1024),
  }),
);

// `node test/load/unit-lines.mjs` after a build: what a unit table of the whole country costs the thread that answers requests,
// step by step, and why its lines are made field by field. The last line on stdout is one JSON object, medians in ms.

import { COUNTRY_UNITS } from './fixture.mjs';
import { machine, round } from './measures.mjs';

const RUNS = 60;
const dist = (/** @type {string} */ path) => import(new URL(`../../dist/${path}`, import.meta.url).href);
const { filtered, judgedLine, sorted, tabulate } = await dist('libs/results/src/unit-table.lines.js');

/** As rows of the database become lines, in one literal: what is put together piece by piece V8 reads slowly. */
const raw = Array.from({ length: COUNTRY_UNITS }, (_, n) => ({
  contestUnitId: n + 1,
  parentId: null,
  code: `x${n}`,
  name: `Ủy ban nhân dân xã Ea Súp ${n}`,
  parentName: 'Tỉnh Đắk Lắk',
  level: 'commune',
  kind: 'territorial',
  invited: true,
  headcount: 900,
  headcountNote: null,
  block: null,
  earlier: null,
  awards: null,
  counters: {
    persons: 5 + (n % 300),
    attempts: 9 + (n % 700),
    countedAttempts: 9 + (n % 700),
    countedScore: 12_000 * (9 + (n % 700)),
    fullMarksAttempts: n % 5,
    fullMarksPersons: n % 5,
  },
}));
const judgement = { status: 'took_part', countedWithBelow: null, rate: null, place: null };
const { lines } = tabulate(raw, { minAttempts: 1, childrenCountForParent: false }, 9_999);

/** @type {Record<string, () => unknown>} */
const STEPS = {
  tabulate: () => tabulate(raw, { minAttempts: 1, childrenCountForParent: false }, 9_999),
  sort: () => sorted(lines, 'attempts', 'desc'),
  search: () => filtered(lines, { search: 'ea sup 3' }),
  linesByField: () => raw.map((line) => judgedLine(line, judgement)),
  linesBySpreadAndMore: () => raw.map((line) => ({ ...line, ...judgement })),
  linesBySpreadLast: () => raw.map((line) => ({ ...judgement, ...line })),
};

const medianMs = Object.fromEntries(
  Object.entries(STEPS).map(([name, step]) => {
    for (let n = 0; n < 20; n += 1) step();
    const took = Array.from({ length: RUNS }, () => {
      const began = performance.now();
      step();
      return performance.now() - began;
    });
    return [name, round(took.sort((a, b) => a - b)[RUNS / 2] ?? 0, 3)];
  }),
);
process.stdout.write(`${JSON.stringify({ units: COUNTRY_UNITS, runs: RUNS, medianMs, machine })}\n`);

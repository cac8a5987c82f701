import { isoWeek, localDay } from '../calendar.js';

/**
 * What a row of the open data may tell, in the order of the file. Every one of them counts as a quasi-identifier, the score
 * too: who knows a few of them of somebody must find at least so many people with the same row.
 */
export const OPEN_COLUMNS = [
  'round',
  'unit',
  'block',
  'audience',
  'day',
  'week',
  'score',
  'maxScore',
  'scoreBand',
  'fullMarks',
  'duration',
] as const;
export type OpenColumn = (typeof OPEN_COLUMNS)[number];

/** What an organizer chooses from: the round is always told, and the highest score goes with the score. */
export const OPEN_CHOICES = OPEN_COLUMNS.filter((column) => column !== 'round' && column !== 'maxScore');
export type OpenChoice = Exclude<OpenColumn, 'round' | 'maxScore'>;

/** A valid attempt before it is made coarser. Titles as they are printed; scores in 1/1000 point. */
export interface OpenAttempt {
  round: string;
  unit: string;
  block: string;
  audience: string;
  /** Epoch ms of handing in. */
  submittedAt: number;
  score: number;
  maxScore: number;
  fullMarks: boolean;
  durationMs: number;
}

/** Upper ends in minutes: a minute more or less tells a person who stood on a board with seconds. */
const DURATION_ENDS_MIN = [2, 5, 10, 15, 20, 30, 45];
const MINUTE_MS = 60_000;

/** `durationBand(299_999)` is 'từ 2 đến dưới 5 phút'. */
export function durationBand(ms: number): string {
  const place = DURATION_ENDS_MIN.findIndex((end) => ms < end * MINUTE_MS);
  if (place === 0) return `dưới ${DURATION_ENDS_MIN[0]} phút`;
  if (place < 0) return `từ ${DURATION_ENDS_MIN.at(-1)} phút`;
  return `từ ${DURATION_ENDS_MIN[place - 1]} đến dưới ${DURATION_ENDS_MIN[place]} phút`;
}

/** By per cent of the highest score: `scoreBand(12_000, 15_000, false)` is 'từ 80% đến dưới điểm tối đa'. */
export function scoreBand(score: number, maxScore: number, fullMarks: boolean): string {
  if (fullMarks) return 'điểm tối đa';
  if (score * 100 >= maxScore * 80) return 'từ 80% đến dưới điểm tối đa';
  if (score * 100 >= maxScore * 50) return 'từ 50% đến dưới 80%';
  return 'dưới 50%';
}

/** The finest row of an attempt, a value for each column; nothing finer ever leaves. */
export function openValues(attempt: OpenAttempt): string[] {
  const { round, unit, block, audience, submittedAt, score, maxScore, fullMarks, durationMs } = attempt;
  return [
    ...[round, unit, block, audience, localDay(submittedAt), isoWeek(submittedAt)],
    ...[points(score), points(maxScore), scoreBand(score, maxScore, fullMarks), fullMarks ? 'có' : 'không'],
    durationBand(durationMs),
  ];
}

/** A number that any program reads: '14', '7.333'. */
const points = (milli: number): string => String(milli / 1000);

const WHEN = ['day', 'week'] as const;
const EXACT = ['score', 'maxScore'] as const;
const BAND = ['scoreBand', 'fullMarks'] as const;
const of =
  (...where: OpenColumn[]) =>
  (...told: OpenColumn[]): OpenColumn[] => ['round', ...where, ...told];
const unit = of('unit', 'block');
const block = of('block');
const all = of();

/**
 * What a row tells, step by step less. A class of rows that is too small at one step is cut anew at the next; what is too
 * small at the last is left out. First the unit is kept and the rest grows coarser; a unit that is too small for that counts
 * for its block, with its day and score again.
 */
export const OPEN_STAGES: readonly (readonly OpenColumn[])[] = [
  unit('audience', ...WHEN, ...EXACT, ...BAND, 'duration'),
  unit('audience', ...WHEN, ...BAND, 'duration'),
  unit('audience', 'week', ...BAND, 'duration'),
  unit('audience', ...BAND, 'duration'),
  unit('audience', ...BAND),
  unit(...BAND),
  unit('fullMarks'),
  block('audience', ...WHEN, ...EXACT, ...BAND, 'duration'),
  block('audience', ...WHEN, ...BAND, 'duration'),
  block('audience', 'week', ...BAND, 'duration'),
  block('audience', ...BAND),
  block(...BAND),
  block('fullMarks'),
  all('audience', ...WHEN, ...EXACT, ...BAND, 'duration'),
  all('audience', 'week', ...BAND, 'duration'),
  all('audience', ...BAND),
  all('fullMarks'),
  all(),
];

/**
 * Totals that the house publishes (unit table, score distribution, figures of rounds). Whoever takes the rows that tell all
 * of these columns from such a total has what the file keeps back: that must be nothing, the whole, or of enough people.
 */
export const OPEN_TOTALS: readonly (readonly OpenColumn[])[] = [
  ['round', 'unit', 'fullMarks'],
  ['round', 'unit'],
  ['round', 'block', 'fullMarks'],
  ['round', 'block'],
  ['round', 'audience', 'score'],
  ['round', 'audience', 'scoreBand'],
  ['round', 'audience', 'fullMarks'],
  ['round', 'audience'],
  ['round', 'score'],
  ['round', 'scoreBand'],
  ['round', 'fullMarks'],
  ['round'],
  [],
];

/** The columns of a file for which these were chosen, in its order. */
export function openColumns(chosen: readonly OpenChoice[]): OpenColumn[] {
  const told = new Set<OpenColumn>(['round', ...chosen]);
  if (told.has('score')) told.add('maxScore');
  return OPEN_COLUMNS.filter((column) => told.has(column));
}

/** What a value says of a coarser column without being asked. */
const TELLS: { [Column in OpenColumn]?: readonly OpenColumn[] } = {
  unit: ['block'],
  day: ['week'],
  score: ['maxScore', 'scoreBand', 'fullMarks'],
  scoreBand: ['fullMarks'],
};

/** These columns and all that follows from them: a unit tells its block also where the file has no such column. */
export function toldBy(columns: readonly OpenColumn[]): ReadonlySet<OpenColumn> {
  return new Set(columns.flatMap((column) => [column, ...(TELLS[column] ?? [])]));
}

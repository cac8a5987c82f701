import type { Shape } from '../rule-shape.js';
import { plainPath, choiceWords } from './rule-words.js';
import { REGULATIONS_SHAPE } from './shape.js';

/** 'calendar.rounds[0].title' step by step: 'calendar', 'rounds', '0', 'title'. */
const stepsOf = (path: string): string[] => path.split(/[.[\]]+/).filter((step) => step !== '');

/** The value at a path such as 'calendar.rounds[0].title'; undefined when there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>(
    (inner, step) => (isObject(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined),
    value,
  );
}

/**
 * A copy of a document with another value at a path; records on the way that are not there yet are made, `undefined` takes
 * the field out. What is beside the path is shared with the original.
 *
 * Example: `withValue({ time: { seconds: 60 } }, 'time.seconds', 90)` is `{ time: { seconds: 90 } }`.
 */
export function withValue(document: unknown, path: string, value: unknown): unknown {
  const [step, ...rest] = stepsOf(path);
  if (step === undefined) return value;
  const inner = isObject(document) && Object.hasOwn(document, step) ? document[step] : undefined;
  const changed = withValue(inner, rest.join('.'), value);
  if (Array.isArray(document)) return document.map((one: unknown, i) => (String(i) === step ? changed : one));
  const copy: Record<string, unknown> = { ...(isObject(document) ? document : {}), [step]: changed };
  if (changed === undefined) delete copy[step];
  return copy;
}

/** What the value at a path must look like; null for a path that regulations do not have. */
export function shapeAt(path: string): Shape | null {
  return stepsOf(path).reduce<Shape | null>((shape, step) => {
    if (shape?.is === 'record') return Object.hasOwn(shape.fields, step) ? shape.fields[step]! : null;
    return shape?.is === 'list' || shape?.is === 'map' ? shape.each : null;
  }, REGULATIONS_SHAPE);
}

/**
 * How the form calls the place, from the outside in.
 *
 * Example: `labelAt('calendar.rounds[1].opensAt')` is 'Lịch thi › Đợt thi 2 › Giờ mở'.
 */
export function labelAt(path: string): string {
  const names: string[] = [];
  let at = '';
  for (const step of stepsOf(path)) {
    const isLine = /^\d+$/.test(step);
    at = isLine ? `${at}[${step}]` : at === '' ? step : `${at}.${step}`;
    if (isLine) names[names.length - 1] = `${shapeAt(at)?.name ?? names.at(-1)} ${Number(step) + 1}`;
    else names.push(shapeAt(at)?.name ?? step);
  }
  return names.join(' › ');
}

/** A value as it is read beside another one: the words of a choice, 'có' and 'không', the lines of a list. */
export function shownAt(path: string, value: unknown): string {
  if (value === null || value === undefined) return 'để trống';
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  if (typeof value === 'string' || typeof value === 'number') return choiceWords(path, value) ?? String(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return 'không có dòng nào';
    const isPlain = value.every((one) => !isObject(one));
    return isPlain
      ? value.map((one, i) => shownAt(`${path}[${i}]`, one)).join('; ')
      : value.map((one, i) => titleOf(one) ?? `dòng ${i + 1}`).join('; ');
  }
  return Object.entries(value as object)
    .map(([key, one]) => `${shapeAt(`${plainPath(path)}.${key}`)?.name ?? key}: ${shownAt(`${path}.${key}`, one)}`)
    .join('; ');
}

const titleOf = (line: unknown): string | undefined => {
  const title = isObject(line) ? line['title'] : undefined;
  return typeof title === 'string' && title !== '' ? title : undefined;
};

/**
 * Where two documents differ, as deep as both have the same records and lists of the same length.
 *
 * Example: `differingPlaces({ a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } })` is `['a.c']`.
 */
export function differingPlaces(one: unknown, other: unknown, path = ''): string[] {
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length)
    return one.flatMap((line: unknown, i) => differingPlaces(line, other[i], `${path}[${i}]`));
  if (isObject(one) && isObject(other) && !Array.isArray(one) && !Array.isArray(other))
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
      differingPlaces(one[key], other[key], path === '' ? key : `${path}.${key}`),
    );
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [path];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

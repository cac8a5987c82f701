import { isCalendarDate, parseLocalTime } from './calendar.js';

/** Why a configuration cannot be used: where, a stable code, and the reason as a Vietnamese sentence. */
export interface RuleFault {
  path: string;
  code: string;
  message: string;
}

/** What a value must look like. `name` is what the screens call the field, so that a fault reads as a sentence. */
export type Shape = { name: string; orNull?: boolean; orAbsent?: boolean } & (
  | { is: 'integer'; min: number; max: number }
  /** Counted in 1/1000. */
  | { is: 'decimal'; min: number; max: number }
  | { is: 'boolean' }
  | { is: 'choice'; of: readonly (string | number)[] }
  | { is: 'text'; maxLength: number }
  | { is: 'date' }
  | { is: 'localTime' }
  | { is: 'list'; each: Shape; max: number }
  | { is: 'map'; each: Shape; max: number }
  | { is: 'record'; fields: Record<string, Shape> }
  /** Judged by a check of its own. */
  | { is: 'elsewhere' }
);

export const integer = (name: string, min: number, max: number): Shape => ({ is: 'integer', name, min, max });
export const decimal = (name: string, min: number, max: number): Shape => ({ is: 'decimal', name, min, max });
export const boolean = (name: string): Shape => ({ is: 'boolean', name });
export const choice = (name: string, of: readonly (string | number)[]): Shape => ({ is: 'choice', name, of });
export const text = (name: string, maxLength: number): Shape => ({ is: 'text', name, maxLength });
export const date = (name: string): Shape => ({ is: 'date', name });
export const localTime = (name: string): Shape => ({ is: 'localTime', name });
export const list = (name: string, each: Shape, max: number): Shape => ({ is: 'list', name, each, max });
export const map = (name: string, each: Shape, max: number): Shape => ({ is: 'map', name, each, max });
export const record = (name: string, fields: Record<string, Shape>): Shape => ({ is: 'record', name, fields });
export const elsewhere = (name: string): Shape => ({ is: 'elsewhere', name });
export const orNull = (shape: Shape): Shape => ({ ...shape, orNull: true });
/** A field that a record may leave out: rules that were stored before there was one do. */
export const orAbsent = (shape: Shape): Shape => ({ ...shape, orAbsent: true });

/**
 * Compares an unknown value (rules arrive as JSON) with a shape and names every fault, not only the first: missing and
 * unknown fields, wrong types, numbers out of range. Empty when the value has the shape.
 *
 * Example: `checkShape({ count: 0 }, record('Dòng', { count: integer('Số câu', 1, 100) }))` gives one fault at `count`:
 * "Số câu phải là số nguyên từ 1 đến 100, không phải 0."
 */
export function checkShape(value: unknown, shape: Shape, path = ''): RuleFault[] {
  const wrong = (code: string, must: string): RuleFault[] => [
    {
      path,
      code,
      message: `${shape.name} phải là ${must}${shape.orNull ? ' hoặc để trống' : ''}, không phải ${shown(value)}.`,
    },
  ];
  if (value === null && shape.orNull) return [];
  switch (shape.is) {
    case 'integer': {
      const lawful = Number.isSafeInteger(value) && Number(value) >= shape.min && Number(value) <= shape.max;
      return lawful ? [] : wrong('NOT_IN_RANGE', `số nguyên từ ${shape.min} đến ${shape.max}`);
    }
    case 'decimal': {
      const lawful = isThousandths(value) && value >= shape.min && value <= shape.max;
      const range = `từ ${String(shape.min).replace('.', ',')} đến ${String(shape.max).replace('.', ',')}`;
      return lawful ? [] : wrong('NOT_IN_RANGE', `số ${range}, không quá ba chữ số lẻ`);
    }
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrong('NOT_A_BOOLEAN', 'có (true) hoặc không (false)');
    case 'choice':
      return shape.of.some((one) => one === value) ? [] : wrong('NOT_A_CHOICE', `một trong: ${shape.of.join(', ')}`);
    case 'text': {
      const lawful = typeof value === 'string' && value.trim() !== '' && value.length <= shape.maxLength;
      return lawful ? [] : wrong('NOT_TEXT', `chữ, dài từ 1 đến ${shape.maxLength} ký tự`);
    }
    case 'date':
      return typeof value === 'string' && isCalendarDate(value)
        ? []
        : wrong('NOT_A_DATE', 'ngày có thật, dạng NNNN-TT-NN');
    case 'localTime':
      return typeof value === 'string' && parseLocalTime(value) !== null
        ? []
        : wrong('NOT_A_TIME', 'ngày giờ có thật, dạng NNNN-TT-NN GG:PP');
    case 'list':
      if (!Array.isArray(value)) return wrong('NOT_A_LIST', 'danh sách');
      if (value.length > shape.max) return wrong('TOO_MANY', `danh sách có không quá ${shape.max} dòng`);
      return value.flatMap((one, i) => checkShape(one, shape.each, `${path}[${i}]`));
    case 'map':
      if (!isRecord(value)) return wrong('NOT_A_RECORD', 'bảng tên và giá trị');
      if (Object.keys(value).length > shape.max) return wrong('TOO_MANY', `bảng có không quá ${shape.max} dòng`);
      return Object.entries(value).flatMap(([key, one]) => checkShape(one, shape.each, join(path, key)));
    case 'record':
      return isRecord(value) ? checkFields(value, shape, path) : wrong('NOT_A_RECORD', 'nhóm các mục');
    case 'elsewhere':
      return [];
  }
}

function checkFields(value: Record<string, unknown>, shape: Shape & { is: 'record' }, path: string): RuleFault[] {
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(shape.fields, key));
  return [
    ...unknown.map((key) => ({
      path: join(path, key),
      code: 'UNKNOWN_FIELD',
      message: `${shape.name} không có mục "${shortened(key)}".`,
    })),
    ...Object.entries(shape.fields).flatMap(([key, field]) =>
      Object.hasOwn(value, key)
        ? checkShape(value[key], field, join(path, key))
        : faultIf(!field.orAbsent, join(path, key), 'MISSING', `${shape.name} thiếu mục "${field.name}" (${key}).`),
    ),
  ];
}

/** A function that says whether the given sections of a checked value have no fault of shape, so that their meaning can be judged. */
export function soundSections(faults: readonly RuleFault[]): (...sections: string[]) => boolean {
  const hit = new Set(faults.map(({ path }) => path.split(/[.[]/, 1)[0]));
  return (...sections) => !hit.has('') && sections.every((section) => !hit.has(section));
}

/** One fault when the condition holds, else none: lets a check read as a list of sentences. */
export function faultIf(condition: boolean, path: string, code: string, message: string): RuleFault[] {
  return condition ? [{ path, code, message }] : [];
}

/** 0.1 + 0.2 is no number that people write: what is meant must come back from thousandths unchanged. */
const isThousandths = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && Math.round(value * 1000) / 1000 === value;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** The offending value in a sentence, never longer than a few words: it may be anything that came over the wire. */
function shown(value: unknown): string {
  if (value === null) return 'để trống';
  if (typeof value === 'string') return `"${shortened(value)}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined) return 'bỏ không ghi';
  return Array.isArray(value) ? 'một danh sách' : 'một nhóm giá trị';
}

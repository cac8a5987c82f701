/** sha256 of pieces of text, one after the other as UTF-8, as 64 hexadecimal digits in small letters. */
export type Sha256 = (pieces: Iterable<string>) => string;

/** Elements of a long list that are given out as one piece of text. */
const PIECE = 2000;

/**
 * The one way to write a value as JSON: keys in order of their UTF-16 units, no spaces, texts in NFC, whole numbers only. In
 * pieces, so that the text of hundreds of thousands of rows never stands in memory at once.
 *
 * Example: `[...canonicalPieces({ b: [1, null], a: 'ô' })].join('')` is '{"a":"ô","b":[1,null]}'.
 * @throws RangeError on what has no such form: a fraction, an unsafe number, undefined in a list, a function
 */
export function* canonicalPieces(value: unknown): Generator<string> {
  yield* piecesOf(value, new Map());
}

/** The same as one text. */
export function canonicalJson(value: unknown): string {
  return textOf(value, new Map());
}

/** Fields in their order with what stands before each value, by the fields as they were written: long lists have few. */
type Shapes = Map<string, [field: string, name: string][]>;

function* piecesOf(value: unknown, shapes: Shapes): Generator<string> {
  if (Array.isArray(value) && value.length > PIECE) {
    yield '[';
    for (let at = 0; at < value.length; at += PIECE) {
      const parts = at === 0 ? [] : [','];
      putList(value.slice(at, at + PIECE), parts, shapes);
      yield parts.join('');
    }
    yield ']';
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    yield '{';
    let comma = '';
    for (const [field, name] of shapeOf(value, shapes)) {
      const one = (value as Record<string, unknown>)[field];
      if (one === undefined) continue;
      yield comma + name;
      yield* piecesOf(one, shapes);
      comma = ',';
    }
    yield '}';
  } else yield textOf(value, shapes);
}

function textOf(value: unknown, shapes: Shapes): string {
  const parts: string[] = [];
  put(value, parts, shapes);
  return parts.join('');
}

/** Adds the text of a value, part by part: joined once, it takes half the time of a text that grows. */
function put(value: unknown, parts: string[], shapes: Shapes): void {
  if (typeof value === 'number' && Number.isSafeInteger(value)) parts.push(String(value));
  else if (typeof value === 'string') parts.push(quoted(value));
  else if (value === null || typeof value === 'boolean') parts.push(String(value));
  else if (Array.isArray(value)) {
    parts.push('[');
    putList(value, parts, shapes);
    parts.push(']');
  } else if (typeof value === 'object') {
    let before = '{';
    for (const [field, name] of shapeOf(value, shapes)) {
      const one = (value as Record<string, unknown>)[field];
      if (one === undefined) continue;
      parts.push(before, name);
      put(one, parts, shapes);
      before = ',';
    }
    parts.push(before === '{' ? '{}' : '}');
  } else {
    throw new RangeError(`no canonical JSON for ${typeof value === 'number' ? value : `a ${typeof value}`}`);
  }
}

/** Elements with commas between them. */
function putList(list: readonly unknown[], parts: string[], shapes: Shapes): void {
  for (let i = 0; i < list.length; i += 1) {
    if (i > 0) parts.push(',');
    put(list[i], parts, shapes);
  }
}

/** Fields that are left out (undefined) are among them. */
function shapeOf(record: object, shapes: Shapes): [field: string, name: string][] {
  const fields = Object.keys(record);
  const written = JSON.stringify(fields);
  let shape = shapes.get(written);
  if (!shape) {
    shape = fields.sort().map((field) => [field, `${quoted(field)}:`]);
    shapes.set(written, shape);
  }
  return shape;
}

/** Nothing in it has to be escaped or composed. */
const PLAIN = /^[ !#-[\]-~]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text.normalize('NFC')));

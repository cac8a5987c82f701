import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';

// No expression of the front door and its rooms hangs on a text that somebody has made for it. Each is given texts much
// longer than any body, made of what it likes to repeat, in a worker that has to come to an end: what is linear is through
// in a blink, what is quadratic or worse would take minutes.

const root = fileURLToPath(new URL('../../../', import.meta.url));
const LENGTH = 200_000;
/** Hundreds of times what the slowest of ours takes on a busy machine. */
const PATIENCE_MS = 15_000;

/**
 * Expressions that are quadratic on long texts, and the longest text that each is ever given. What is read from files is
 * bounded by the length of a row or a block, what comes with a request by its schema.
 */
const SHORT: Record<string, number> = {
  // A number of at most 2^53, written by ourselves.
  '/\\B(?=(\\d{3})+$)/g': 16,
  '/0+$/': 16,
  // PUBLIC_URL, which the operator sets.
  '/\\/+$/': 2_000,
};
/** Where an expression is put together while running, and of what. */
const PUT_TOGETHER: Record<string, string> = {
  'apps/api/src/pages/first-html.ts': 'marks of our own',
  'libs/domain/src/item-checks.ts': 'words of our own',
};

interface Found {
  source: string;
  flags: string;
  files: string[];
}

const sources = ['apps/api/src', 'apps/worker/src', 'libs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => `${folder}/${name}`),
);

const expressions = new Map<string, Found>();
const putTogether = new Set<string>();
for (const file of sources) {
  const look = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const found = expressions.get(node.text) ?? {
        source: node.text.slice(1, end),
        flags: node.text.slice(end + 1),
        files: [],
      };
      found.files.push(file);
      expressions.set(node.text, found);
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') putTogether.add(file);
    if (ts.isCallExpression(node) && node.expression.getText() === 'RegExp') putTogether.add(file);
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ESNext, true));
}

/** What may be repeated: a letter of each kind, and the expression's own letters, alone and in pairs. */
function atomsOf(source: string): string[] {
  const kinds = [
    'a',
    'Z',
    '0',
    ' ',
    '-',
    '.',
    '\n',
    '\t',
    'đ',
    'é',
    '\u0301',
    '{',
    '"',
    'a ',
    '0.',
    'a-',
    '::',
    '<!--',
  ];
  const own = [...new Set(source.replace(/\\[a-zA-Z]|[\\^$*+?()[\]{}|]/g, ''))].slice(0, 12);
  return [...new Set([...kinds, ...own])];
}

/** What stands before the first thing that varies: without it many an expression gives up at once. */
const beginningOf = (source: string): string => /^\^?([\w <!:./-]*)/.exec(source)![1]!.slice(0, -1);

const WORKER = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ source, flags, atoms, beginning, length }) => {
    const once = new RegExp(source, flags.replace(/[gy]/g, ''));
    const all = new RegExp(source, flags.replace(/[gy]/g, '') + 'g');
    let looked = 0;
    for (const atom of atoms)
      for (const before of new Set(['', beginning])) {
        const text = before + atom.repeat(Math.ceil(length / atom.length)).slice(0, length) + '\\u0000';
        once.test(text);
        text.replace(all, '');
        looked++;
      }
    parentPort.postMessage(looked);
  });`;

let worker: Worker | undefined;
afterAll(() => worker?.terminate());

/** @returns how many texts it was tried on; null when it did not come to an end */
async function tried(source: string, flags: string, length: number, patienceMs = PATIENCE_MS): Promise<number | null> {
  worker ??= new Worker(WORKER, { eval: true });
  const own = worker;
  let timer: NodeJS.Timeout | undefined;
  const done = new Promise<number>((resolve, reject) => own.once('message', resolve).once('error', reject));
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, patienceMs, null)));
  own.postMessage({ source, flags, atoms: atomsOf(source), beginning: beginningOf(source), length });
  const result = await Promise.race([done, late]);
  clearTimeout(timer);
  own.removeAllListeners('error');
  if (result === null) {
    worker = undefined;
    await own.terminate();
  }
  return result;
}

describe('the expressions of the front door and its rooms', () => {
  it('are all found', () => {
    expect(expressions.size).toBeGreaterThan(80);
    expect(Object.keys(SHORT).filter((text) => !expressions.has(text))).toEqual([]);
  });

  it('are written down, and put together of nothing that somebody typed', () => {
    expect([...putTogether].sort()).toEqual(Object.keys(PUT_TOGETHER).sort());
  });

  it.each([...expressions])(
    '%s comes to an end',
    async (text, { source, flags }) => {
      expect(await tried(source, flags, SHORT[text] ?? LENGTH)).toBeGreaterThan(10);
    },
    2 * PATIENCE_MS,
  );

  it.each(['^(a+)+$', '(?:\\w+\\s?)*$', '\\s+$', '^(?:a|a)*b$'])(
    'would be found out if one were %s',
    async (source) => {
      expect(await tried(source, '', LENGTH, 3_000)).toBeNull();
    },
    2 * PATIENCE_MS,
  );
});

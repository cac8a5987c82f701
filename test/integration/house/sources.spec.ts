import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

// Invariants that no import rule can see, because what is wanted and what is not come through the same door.

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The TypeScript of a folder, tests left out, comments taken away. */
function sources(folder: string): { path: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(root, folder, name), 'utf8') }))
    .map(({ path, text }) => ({ path, text: text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '') }));
}

const naming = (folder: string, words: RegExp): string[] =>
  sources(folder)
    .filter(({ text }) => words.test(text))
    .map(({ path }) => path);

describe('keys', () => {
  it('are read by grading, which the front door does not wire, by the review, and where the bank is written', () => {
    expect(naming('libs/attempts/src', /key_revision\b|key_mask/)).toEqual([
      'libs/attempts/src/grading.queries.ts',
      'libs/attempts/src/grading.service.ts',
      'libs/attempts/src/review.queries.ts',
    ]);
    expect(naming('apps/api/src', /Grading(Module|Service)|key_revision|key_mask/)).toEqual([]);
    expect(naming('libs/bank/src', /key_revision\b|key_mask/).sort()).toEqual([
      'libs/bank/src/bank.queries.ts',
      'libs/bank/src/editing/reading.queries.ts',
      'libs/bank/src/editing/workflow.queries.ts',
      'libs/bank/src/editing/writing.queries.ts',
      'libs/bank/src/key-revision.ts',
      'libs/bank/src/practice/practice.queries.ts',
    ]);
    expect(naming('apps/worker/src', /GradingModule/)).toEqual(['apps/worker/src/worker.module.ts']);
  });

  it('that are about to be corrected are told to staff alone: the wish and its preview are read in one room and one route', () => {
    expect(
      naming('libs', /right_mask|key_correction\b/)
        .filter((path) => !path.startsWith('libs/database/'))
        .sort(),
    ).toEqual([
      'libs/attempts/src/corrections/correction-work.queries.ts',
      'libs/attempts/src/corrections/correction-work.ts',
      'libs/attempts/src/corrections/correction.queries.ts',
      'libs/attempts/src/corrections/correction.service.ts',
      // An item of the review is looked back on by the keys that its grade used, named like this.
      'libs/attempts/src/review.queries.ts',
      'libs/attempts/src/review.service.ts',
      // Public by definition: see below.
      'libs/bank/src/practice/practice.queries.ts',
      'libs/bank/src/practice/practice.service.ts',
    ]);
    expect(naming('apps/api/src', /\bCorrectionService\b|rightMask/)).toEqual([
      'apps/api/src/attempts/key-correction.controller.ts',
      'apps/api/src/attempts/key-correction.dto.ts',
    ]);
  });
});

describe('practice', () => {
  it('is the one other place of the front door that reads keys, and each statement on questions demands a practice bank', () => {
    const front = naming('libs/bank/src/practice', /key_revision\b|key_mask/);
    expect(front).toEqual(['libs/bank/src/practice/practice.queries.ts']);
    const { text } = sources('libs/bank/src/practice').find(({ path }) => path === front[0])!;
    const statements = text.split('export const ').filter((part) => /\b(stem|key_mask|explanation)\b/.test(part));
    expect(statements.length).toBeGreaterThan(3);
    const undemanding = statements.filter((part) => !/b\.practice\b/.test(part)).map((part) => part.split(' ')[0]);
    // The one that looks for what is still asked, before a bank is marked: it answers with a number.
    expect(undemanding.filter((name) => /^[a-z]/.test(name!) && name !== 'import')).toEqual(['countAwaitedItems']);
  });
});

describe('prepared statements', () => {
  it('have a name each: under one name a connection keeps one text, and refuses the other', () => {
    const names = ['libs', 'apps/api/src', 'apps/worker/src', 'apps/cli/src']
      .flatMap(sources)
      .flatMap(({ text }) => [...text.matchAll(/\bstatement(?:<[\s\S]*?>)?\(\s*'([^']+)'/g)].map(([, name]) => name!));
    expect(names.length).toBeGreaterThan(200);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});

describe('one writer per table', () => {
  /** What docs/data-model.md says: `## Units, written by `units`` and under it `- **unit** — …`. */
  function owners(): Map<string, string> {
    const found = new Map<string, string>();
    let room = '';
    for (const line of readFileSync(join(root, 'docs/data-model.md'), 'utf8').split('\n')) {
      room = /^## .*written by `(\w+)`$/.exec(line)?.[1] ?? (line.startsWith('## ') ? '' : room);
      const table = /^- \*\*(\w+)\*\*/.exec(line)?.[1];
      if (room !== '' && table !== undefined) found.set(table, room);
    }
    return found;
  }

  /** The tables that a folder writes, by SQL or by entity, each as `verb table`. Migrations are the owner's, of any table. */
  function writes(folder: string): string[] {
    const found = new Set<string>();
    for (const { text } of sources(folder).filter(({ path }) => !path.includes('/migrations/'))) {
      for (const [, verb, table] of text.matchAll(/\b(INSERT INTO|UPDATE|DELETE FROM) ([a-z_]+)\b/g)) {
        found.add(`${verb} ${table}`);
      }
      for (const [, verb, name] of text.matchAll(/\.(insert|update|delete|save|upsert|remove)\(\s*(\w+)Entity\b/g)) {
        const table = name!.replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase();
        found.add(`${verb === 'insert' || verb === 'save' ? 'INSERT INTO' : 'UPDATE'} ${table}`);
      }
    }
    return [...found];
  }

  const byTable = owners();
  const isTable = (write: string) => byTable.has(write.split(' ').at(-1)!);

  /** Rows that are born with a row of another room, in its transaction, and never touched by that room again. */
  const BORN_ELSEWHERE: Record<string, string[]> = {
    identity: ['INSERT INTO attempt_quota'], // with its participant
    contests: ['INSERT INTO tally_mark'], // with the publication
  };

  it('is said of every table of the schema', () => {
    const schema = readFileSync(join(root, 'libs/database/src/schema.sql'), 'utf8');
    const tables = [...schema.matchAll(/^CREATE TABLE (?:public\.)?(\w+)/gm)].map(([, name]) => name!);
    expect(tables.length).toBeGreaterThan(25);
    expect([...byTable.keys()].sort()).toEqual(tables.filter((name) => name !== 'migration').sort());
  });

  it.each([...new Set(byTable.values())])('holds for %s', (room) => {
    const written = writes(`libs/${room}/src`).filter(isTable);
    expect(written.length).toBeGreaterThan(0);
    const foreign = written.filter((write) => byTable.get(write.split(' ').at(-1)!) !== room);
    expect(foreign.sort()).toEqual(BORN_ELSEWHERE[room] ?? []);
  });

  it('leaves nothing to write for api and worker themselves', () => {
    expect(['apps/api/src', 'apps/worker/src'].flatMap(writes).filter(isTable)).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { dispatch, ERRAND_NAMES } from '../../../apps/cli/src/dispatch.js';

// Whoever reads a page at three in the morning types what stands there.

const PAGES = [
  'README.vi.md',
  ...readdirSync('docs/vi').map((name) => `docs/vi/${name}`),
  'docker/monitoring/alerts.yml',
];
const errands = PAGES.flatMap((page) =>
  [
    ...readFileSync(page, 'utf8').matchAll(
      /(?:npm run -s cli --|migrate cli) ([a-z][a-z-]*)((?: +--[a-z-]+(?: (?!--)\S+)?)*)/g,
    ),
  ].map(([, name, options]) => ({
    page,
    name: name!,
    options: [...options!.matchAll(/--[a-z-]+/g)].map(([one]) => one),
  })),
);

describe('the commands that pages name', () => {
  it('are errands that there are', () => {
    expect(errands.length).toBeGreaterThan(12);
    expect(errands.filter(({ name }) => !ERRAND_NAMES.includes(name))).toEqual([]);
  });

  it('have the options that they are written with', async () => {
    const usages = new Map<string, string>();
    const write = process.stdout.write.bind(process.stdout);
    for (const name of new Set(errands.map((errand) => errand.name))) {
      let said = '';
      process.stdout.write = ((text: string) => ((said += text), true)) as typeof process.stdout.write;
      try {
        await dispatch([name, '--help']);
      } finally {
        process.stdout.write = write;
      }
      usages.set(name, said);
    }
    const unknown = errands.flatMap(({ page, name, options }) =>
      options.filter((option) => !usages.get(name)!.includes(option)).map((option) => `${page}: ${name} ${option}`),
    );
    expect(unknown).toEqual([]);
  });
});

describe('docs/vi/van-hanh.md', () => {
  it('says of every symptom what to look at, what to do, and how to see that it is well again', () => {
    const [, ...sections] = readFileSync('docs/vi/van-hanh.md', 'utf8').split(/^## /m);
    expect(sections.length).toBeGreaterThanOrEqual(11);
    for (const section of sections) {
      const title = section.split('\n')[0];
      expect([title, /\*\*(Làm gì|Quay lại)\.\*\*/.test(section), /\*\*Biết là đã ổn\.\*\*/.test(section)]).toEqual([
        title,
        true,
        true,
      ]);
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { sha256 } from '../../../../test/support/settlements.js';
import { commitmentOf, drawSeedOf, lotOf, lotText } from './lot.js';

describe('docs/vi/boc-tham.md', () => {
  const text = readFileSync('docs/vi/boc-tham.md', 'utf8');
  const script = /```js\n([^`]+(?:`[^`\n]*`[^`]*)*)```/.exec(text)![1]!;
  const printed = /```text\n([^`]+)```/.exec(text)![1]!;

  it('is a script of ten lines that prints what the page says', () => {
    expect(script.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(10);
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(said).toBe(printed);
  });

  it('draws as we do', () => {
    const [, seed] = /seed = '(\w+)'/.exec(script)!;
    const persons = [...script.matchAll(/'(N\d+)'/g)].map(([, person]) => person!);
    const drawn = persons
      .map((person) => ({ person, lot: lotOf(seed!, person, sha256) }))
      .sort((a, b) => (a.lot < b.lot ? -1 : 1))
      .map(({ person, lot }) => `${person} ${lotText(lot)}`);
    expect(drawn).toHaveLength(4);
    expect(printed.trim().split('\n').slice(1)).toEqual(drawn);
    expect(script).toContain(commitmentOf(seed!, sha256));
  });

  it('draws as we do with a public text mixed in, and not as without it', () => {
    const seed = /seed = '(\w+)'/.exec(script)![1]!;
    const mixed = script.replace("words = ''", "words = '083715'");
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', mixed], { encoding: 'utf8' });
    const words = { source: 'Xổ số', saidAt: 0, text: '083715' };
    const persons = [...script.matchAll(/'(N\d+)'/g)].map(([, person]) => person!);
    const drawn = persons
      .map((person) => ({ person, lot: lotOf(drawSeedOf({ seed, words }, sha256), person, sha256) }))
      .sort((a, b) => (a.lot < b.lot ? -1 : 1))
      .map(({ person, lot }) => `${person} ${lotText(lot)}`);
    expect(said.trim().split('\n').slice(1)).toEqual(drawn);
    expect(said).not.toBe(printed);
    expect(drawSeedOf({ seed }, sha256)).toBe(seed);
  });
});

it('the greatest number is not that of who has not drawn', () => {
  expect(lotOf('', '', () => 'f'.repeat(64))).toBe(2n ** 64n - 2n);
  expect(lotOf('', '', () => '0'.repeat(64))).toBe(0n);
  expect(lotText(0n)).toBe('0'.repeat(16));
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  canonicalJson,
  checkRegulations,
  decidingRules,
  winnerHash,
  winnersOf,
  type FrozenInput,
  type WinnerFile,
} from '#domain';
import { anySettlement, frozen, settledInOrder, sha256, triedOf } from '../../../test/support/settlements.js';
import { verify } from './kiem-tra-ket-qua.mjs';

const FIXTURES = 'test/fixtures';
const contests = readdirSync(FIXTURES)
  .filter((name) => /^contest\..+\.json$/.test(name))
  .map((name) => checkRegulations(JSON.parse(readFileSync(`${FIXTURES}/${name}`, 'utf8'))).regulations!);

const copy = <File>(file: File): File => JSON.parse(JSON.stringify(file)) as File;
const faultsOf = (input: FrozenInput, file: WinnerFile): string[] =>
  verify(copy(input), copy(file)).flatMap(({ faults }) => faults);

describe('the verifier, which knows nothing of ours,', () => {
  it.each(contests.map((one) => [one.slug, one] as const))('finds the same by any rules: %s', (_, regulations) => {
    fc.assert(
      fc.property(anySettlement(regulations), (settled) => {
        const input = frozen({ ...settled, numbers: new Map() });
        expect(faultsOf(input, winnersOf(input, sha256))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it.each(contests.map((one) => [one.slug, one] as const))('follows a contest to its end: %s', (_, regulations) => {
    const [tried] = fc.sample(triedOf(decidingRules(regulations), [150, 200]), { seed: 2019, numRuns: 1 });
    for (const { input, file } of settledInOrder(regulations, tried!)) expect(faultsOf(input, file)).toEqual([]);
  });
});

describe('who tampers is found', () => {
  const regulations = contests.find(({ slug }) => slug === 'cchc-hue-2025')!;
  const tried = fc.sample(triedOf(decidingRules(regulations), [150, 200]), { seed: 7, numRuns: 1 })[0]!;
  const { input, file } = settledInOrder(regulations, tried)[0]!;
  /** With its own hash made right again, as somebody would who knows about hashes. */
  const changed = (change: (file: WinnerFile) => void): WinnerFile => {
    const { hash: _, ...rest } = copy(file);
    change(rest as WinnerFile);
    return { ...rest, hash: winnerHash(rest, sha256) };
  };

  it('has a file to tamper with', () => {
    expect(faultsOf(input, file)).toEqual([]);
    expect(file.awards.length).toBeGreaterThan(3);
  });

  it.each<[string, (file: WinnerFile) => void]>([
    ['another winner', ({ awards }) => (awards[0]!.person = 'N000009')],
    ['a winner left out', ({ awards }) => awards.pop()],
    [
      'two prizes exchanged',
      ({ awards }) => ([awards[0]!.person, awards[1]!.person] = [awards[1]!.person, awards[0]!.person]),
    ],
    ['another score', ({ boards }) => (boards[0]!.places[2]!.score += 1000)],
    ['another rank', ({ boards }) => (boards[0]!.places[1]!.rank = 1)],
    ['another distance', ({ boards }) => (boards[0]!.places[0]!.distance = 123)],
    ['another reason', ({ boards }) => (boards[0]!.places[1]!.decided = null)],
    ['somebody left off the board', ({ boards }) => boards[0]!.places.pop()],
    ['a figure of a unit', ({ units }) => (units[0]!.facts.persons += 1)],
    ['a prize that is kept back', ({ notGiven }) => notGiven.push({ line: 0, count: 1, reason: 'nobody_left' })],
    [
      'somebody passed over',
      ({ passedOver }) =>
        passedOver.push({ line: 0, person: 'N000001', unit: null, rank: 1, reason: 'unit_cap', out: null }),
    ],
    ['another contest', ({ contest }) => (contest.title = 'Cuộc thi khác')],
    ['another moment', (one) => (one.frozenAt += 1)],
    ['something added', (one) => Object.assign(one, { note: 'x' })],
    ['another input', (one) => (one.inputHash = 'a'.repeat(64))],
  ])('in the winner file: %s', (_, change) => {
    expect(faultsOf(input, changed(change))).not.toEqual([]);
  });

  it.each<[string, (input: FrozenInput) => void]>([
    ['a score', ({ attempts }) => (attempts.rows[3]![8] += 1000)],
    [
      'predictions of a winner',
      ({ attempts }) => attempts.rows.forEach((row) => row[1] === file.awards[0]!.person && (row[10] = 999)),
    ],
    ['a moment', ({ attempts }) => (attempts.rows[0]![6] += 1)],
    ['an attempt left out', ({ attempts }) => attempts.rows.splice(2, 1)],
    ['an attempt put in', ({ attempts }) => attempts.rows.push(attempts.rows[0]!)],
    [
      'numbers of people exchanged',
      ({ attempts }) =>
        attempts.rows.forEach((row) => (row[1] = { N000001: 'N000002', N000002: 'N000001' }[row[1]] ?? row[1])),
    ],
    ['a quota', ({ rules }) => (rules.prizes.list[0]!.quota += 1)],
    ['the chain', ({ rules }) => rules.ranking.criteria.reverse()],
    ['the seed', ({ lot }) => (lot!.seed = 'f'.repeat(64))],
    ['the truth', ({ truths }) => (truths!.values[0]!.value += 1)],
    [
      'a decision',
      ({ decisions }) => decisions.personsOut.push({ person: file.awards[0]!.person!, line: null, reason: 'declined' }),
    ],
  ])('in the input: %s, even with both hashes made right', (_, change) => {
    const other = copy(input);
    change(other);
    expect(faultsOf(other, file)).not.toEqual([]);
    const forged = { ...file, inputHash: sha256([canonicalJson(other)]) };
    expect(faultsOf(other, { ...forged, hash: winnerHash(forged, sha256) })).not.toEqual([]);
  });
});

describe('node kiem-tra-ket-qua.mjs', () => {
  const TOOL = 'libs/awards/verifier/kiem-tra-ket-qua.mjs';
  const regulations = contests.find(({ slug }) => slug === 'kiem-soat-tthc-2019')!;
  const tried = fc.sample(triedOf(decidingRules(regulations), [80, 100]), { seed: 3, numRuns: 1 })[0]!;
  const { input, file } = settledInOrder(regulations, tried)[0]!;
  const folder = mkdtempSync(join(tmpdir(), 'kiem-tra-'));
  const written = (name: string, value: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, canonicalJson(value));
    return path;
  };

  it('says that everything agrees; the hash of the input is that of its file', () => {
    const data = written('du-lieu.json', input);
    const said = execFileSync(process.execPath, [TOOL, data, written('ket-qua.json', file)], { encoding: 'utf8' });
    expect(said).toContain('KẾT QUẢ ĐÚNG với dữ liệu đã công bố.');
    expect(said).not.toContain('KHÔNG');
    expect(sha256([readFileSync(data, 'utf8')])).toBe(file.inputHash);
  });

  it('says where it does not, and ends with 1', () => {
    const other = copy(file);
    other.awards[0]!.person = 'N000999';
    const run = spawnSync(process.execPath, [TOOL, written('a.json', input), written('b.json', other)], {
      encoding: 'utf8',
    });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain(`awards[0].person: tính lại được "${file.awards[0]!.person}", tệp ghi "N000999"`);
  });

  it.each([[[]], [['khong-co.json', 'khong-co.json']], [['package.json', 'package.json']]])(
    'ends with 2 for %j',
    (args) => {
      expect(spawnSync(process.execPath, [TOOL, ...args]).status).toBe(2);
    },
  );

  it('imports nothing but Node itself', () => {
    const imports = [...readFileSync(TOOL, 'utf8').matchAll(/^import .* from '(.+)';$/gm)].map(([, from]) => from);
    expect(imports).toEqual(['node:crypto', 'node:fs', 'node:process']);
  });
});

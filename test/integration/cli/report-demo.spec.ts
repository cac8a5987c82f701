import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import mammoth from 'mammoth';
import { getDocumentProxy } from 'unpdf';
import { clone, node } from '../scripts/scripts.js';

// The whole way of a report: people play the contest of 2019 in small, the errand writes three files, and their readers find
// in them what the plan of that play had everybody do. The plan is made before the play and knows nothing of the product.

const ATTEMPTS = 400;
const SEED = 2019;

interface Plan {
  people: number;
  perfect: number;
  /** person -> index of the unit */
  units: Int32Array;
  sessions: { round: { id: number }; visits: { person: number; perfect: boolean[] }[] }[];
}
const { planContest } = (await import(join(clone, 'test/load/replay-plan.mjs'))) as {
  planContest: (wish: { attempts: number; codes: string[]; seed: number }) => Plan;
};
const { expectedSentence } = (await import(join(clone, 'test/load/replay-report.mjs'))) as {
  expectedSentence: (attempts: number, perfect: number) => string;
};

const invited = parse(readFileSync(join(clone, 'apps/cli/src/seeds/units.nghe-an-2019-invited.csv')), {
  ...{ columns: true, bom: true, skip_empty_lines: true },
}) as { code: string }[];
const codes = invited.map(({ code }) => code);
const plan = planContest({ attempts: ATTEMPTS, codes, seed: SEED });

interface Sum {
  people: Set<number>;
  attempts: number;
  perfect: number;
}
/** What the people of a part did, by its name. */
function sums(nameOf: (round: number, person: number) => string): Map<string, Sum> {
  const all = new Map<string, Sum>();
  for (const { round, visits } of plan.sessions)
    for (const { person, perfect } of visits) {
      const name = nameOf(round.id, person);
      const sum = all.get(name) ?? { people: new Set(), attempts: 0, perfect: 0 };
      sum.people.add(person);
      sum.attempts += perfect.length;
      sum.perfect += perfect.filter(Boolean).length;
      all.set(name, sum);
    }
  return all;
}
const rounds = [...sums((round) => `Tuần ${round}`)].sort(([a], [b]) => (a < b ? -1 : 1));
const units = sums((_, person) => codes[plan.units[person]!]!);

let out: string;
let said: { code: number | null; stdout: string; stderr: string };

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'cchc-report-'));
  const options = ['export-report', '--demo', '--out', out, '--attempts', String(ATTEMPTS)];
  said = await node(['scripts/boot.mjs', 'cli', ...options]);
}, 240_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** Where lines end is no matter here. */
const flat = (text: string) => text.normalize('NFC').replace(/\s+/g, '');
/** What the text of a report has to say of the contest as a whole and of each round. */
const sentences = [
  expectedSentence(ATTEMPTS, plan.perfect),
  `Có ${plan.people} người tham gia, với ${ATTEMPTS} lượt dự thi`,
  ...rounds.map(
    ([title, { people, attempts, perfect }]) =>
      `${title}: ${people.size} người, ${attempts} lượt, ${perfect} lượt đạt điểm tối đa`,
  ),
].map(flat);

describe('the report of a contest that was played for it', () => {
  it('is three files, named one a line', () => {
    expect([said.code, said.stderr]).toEqual([0, expect.any(String)]);
    const names = ['report.docx', 'report.xlsx', 'report.pdf'];
    expect(said.stdout.trim().split('\n')).toEqual(names.map((name) => join(out, name)));
    expect(readdirSync(out).sort()).toEqual([...names].sort());
  });

  it('says in Word what everybody did', async () => {
    const { value } = await mammoth.extractRawText({ path: join(out, 'report.docx') });
    for (const sentence of sentences) expect(flat(value)).toContain(sentence);
  });

  it('says the same in PDF', async () => {
    const pdf = await getDocumentProxy(new Uint8Array(readFileSync(join(out, 'report.pdf'))));
    let text = '';
    for (let page = 1; page <= pdf.numPages; page += 1) {
      const { items } = await (await pdf.getPage(page)).getTextContent();
      // A page has its number at its top, which may stand within a sentence.
      const own = flat(items.map((item) => ('str' in item ? item.str : '')).join(''));
      text += own.replace(new RegExp(`^${page}(?!\\d)`), '');
    }
    for (const sentence of sentences) expect(text).toContain(sentence);
  });

  it('counts in Excel, round by round and unit by unit, what everybody did', async () => {
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(join(out, 'report.xlsx'));
    const rowsOf = (title: string) => {
      const sheet = book.worksheets.find(({ name }) => name.startsWith(`${title}. `))!;
      const rows: unknown[][] = [];
      sheet.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
      return rows;
    };
    const weeks = rowsOf('Bảng 2').filter(([title]) => /^Tuần/.test(String(title)));
    expect(weeks.map((row) => row.slice(0, 3))).toEqual(
      rounds.map(([title, { people, attempts }]) => [title, people.size, attempts]),
    );
    const counted = rowsOf('Bảng 5a').filter(([, code]) => units.has(String(code)));
    expect(new Map(counted.map((row) => [row[1], [row[4], row[5], row[7]]]))).toEqual(
      new Map([...units].map(([code, one]) => [code, [one.people.size, one.attempts, one.perfect]])),
    );
    const silent = rowsOf('Bảng 6').map(([, code]) => code);
    expect(codes.filter((code) => silent.includes(code)).sort()).toEqual(
      codes.filter((code) => !units.has(code)).sort(),
    );
  });
});

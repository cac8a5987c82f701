import { createHash, randomUUID } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { createGzip, gzipSync } from 'node:zlib';
import type { DataSource, EntityManager } from 'typeorm';
import { run } from '#database';
import {
  AttemptCells,
  cutOpenDataInSteps,
  DomainError,
  LIMITS,
  type OpenChoice,
  type OpenDataCut,
  type OpenTerms,
} from '#domain';
import { softwareVersion, type Clock } from '#platform';
import { ContestReader, type ReportedContest } from '../report.contest.js';
import { groupTitles } from '../report/report-reader.js';
import { contestPage } from '../report/report.queries.js';
import { BOM, csvLine } from './csv.js';
import { COLUMN_WORDS, dictionaryCsv } from './dictionary.js';
import type { OpenDataSummary } from './open-data.js';
import * as sql from './open-data.queries.js';

export interface OpenDataWish {
  contestId: number;
  columns: readonly OpenChoice[];
  terms: OpenTerms;
  termsText: string | null;
}

export interface OpenDataTools {
  /** Reads the contest: a role that can read no account. */
  reader: DataSource;
  /** Keeps the file. */
  writer: DataSource;
  clock: Clock;
  signal: AbortSignal;
  /** Attempts read, of how many. */
  progress(done: number, total: number): void;
  /** The next bytes of the rows, for who looks at them before they are published. */
  write(chunk: Uint8Array): Promise<void>;
}

/** Rows in one statement: some tens of milliseconds. */
const PAGE_ROWS = 5_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';
const CHUNK_CHARACTERS = 256 * 1024;
const SAMPLE_ROWS = 10;

/**
 * Reads all attempts of a contest that is over, makes them coarse enough, writes the rows and keeps them with their
 * dictionary for whoever may publish them. Of each attempt some bytes are held, never its row.
 *
 * @returns the file's name
 * @throws DomainError OPEN_DATA_NOT_YET while the contest runs or an attempt is owed a grade; OPEN_DATA_TOO_FEW
 */
export async function makeOpenData(wish: OpenDataWish, tools: OpenDataTools): Promise<string> {
  const { clock, signal, writer, write } = tools;
  const madeAt = clock.now();
  const { contest, agency, version, cells } = await readAttempts(wish.contestId, tools);
  const cut = await cutBreathing(cells, wish.columns, signal);
  if (cut.published === 0) throw new DomainError('OPEN_DATA_TOO_FEW');

  const dataName = `du-lieu-mo-${contest.slug}.csv`;
  const data = await packedRows(cut, write);
  const counts = {
    attempts: cells.size,
    rows: cut.published,
    generalised: cut.generalised,
    suppressed: cut.suppressed,
  };
  const dictionary = Buffer.from(
    dictionaryCsv({
      contest: { title: contest.title, agency, isSample: contest.sample },
      ...{ columns: cut.columns, terms: wish.terms, termsText: wish.termsText, madeAt, software: softwareVersion() },
      ...{ dataHash: data.hash, dataName, summary: counts },
    }),
  );
  const summary: OpenDataSummary = {
    ...counts,
    classes: cut.classes.length,
    smallest: cut.classes.reduce((least, { persons }) => Math.min(least, persons), Infinity),
    told: Object.fromEntries(cut.columns.map((column, i) => [column, rowsThatTell(cut, i)])),
    sample: sampleOf(cut),
    dataBytes: data.size,
    dictionaryBytes: dictionary.length,
  };
  signal.throwIfAborted();
  await run(writer.manager, sql.keepOpenData, [
    ...[wish.contestId, randomUUID(), cut.columns, wish.terms, wish.termsText, data.packed, data.hash],
    ...[gzipSync(dictionary), sha256(dictionary), JSON.stringify(summary), version, new Date(madeAt)],
  ]);
  return dataName;
}

/** All at one moment: every page sees the same picture. */
async function readAttempts(contestId: number, { reader, signal, progress }: OpenDataTools) {
  return reader.transaction('REPEATABLE READ', async (manager) => {
    await manager.query('SET TRANSACTION READ ONLY');
    const contest = await new ContestReader(reader).byId(manager, contestId);
    const [readiness] = await run(manager, sql.readReadiness, [contestId]);
    if (!readiness?.is_over || readiness.attempts_owed) throw new DomainError('OPEN_DATA_NOT_YET');
    const [{ attempts } = { attempts: 0 }] = await run(manager, sql.countOpenAttempts, [contestId]);
    const [{ page } = { page: null }] = await run(manager, contestPage, [contestId]);
    const cells = new AttemptCells();
    const titles = await titlesOf(manager, contest);
    let last = { participant_id: NOBODY, attempt_id: NOBODY };
    let person = -1;
    for (;;) {
      signal.throwIfAborted();
      const values = [contestId, last.participant_id, last.attempt_id, PAGE_ROWS];
      const rows = await run(manager, sql.nextOpenAttempts, values);
      for (const row of rows) {
        if (row.participant_id !== last.participant_id) person += 1;
        last = row;
        cells.add(person, {
          ...titles(row),
          ...{ submittedAt: row.submitted_ms, score: row.score, maxScore: row.max_score },
          ...{ fullMarks: row.full_marks, durationMs: row.duration_ms },
        });
      }
      progress(cells.size, attempts);
      if (rows.length < PAGE_ROWS)
        return { contest, cells, agency: page?.agency ?? '', version: readiness.figures_version };
    }
  });
}

/** Names instead of numbers. Units of one name are told apart by what is above them, and by their code. */
async function titlesOf(manager: EntityManager, contest: ReportedContest) {
  const units = await run(manager, sql.openUnits, [contest.id]);
  const nameIsOne = onlyOnce(units.map(({ name }) => name));
  const pathOf = (unit: (typeof units)[number]) =>
    unit.parent_name ? `${unit.name} (${unit.parent_name})` : unit.name;
  const pathIsOne = onlyOnce(units.map(pathOf));
  const groupOf = groupTitles(contest);
  const unitTitles = new Map(
    units.map((unit) => {
      const path = pathOf(unit);
      const title = nameIsOne(unit.name) ? unit.name : pathIsOne(path) ? path : `${path} [${unit.code}]`;
      return [unit.id, { unit: title, block: groupOf(unit) }];
    }),
  );
  const rounds = new Map(contest.rounds.map(({ id, title }) => [id, title]));
  const audiences = new Map(contest.audiences.map(({ id, title }) => [id, title]));
  return (row: sql.OpenAttemptRow) => ({
    round: rounds.get(row.round_id) ?? String(row.round_id),
    audience: audiences.get(row.audience_id) ?? String(row.audience_id),
    ...unitTitles.get(row.contest_unit_id)!,
  });
}

function onlyOnce(names: readonly string[]): (name: string) => boolean {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return (name) => times.get(name) === 1;
}

/** Others in the process are served between the steps: the job says that it is alive, and hears that nobody wants it. */
async function cutBreathing(
  cells: AttemptCells,
  columns: readonly OpenChoice[],
  signal: AbortSignal,
): Promise<OpenDataCut> {
  const steps = cutOpenDataInSteps(cells, columns);
  for (;;) {
    signal.throwIfAborted();
    const { done, value } = steps.next();
    if (done) return value;
    await breathe();
  }
}

/** The rows as they are published: hashed, packed to be kept, and handed on, a piece at a time. */
async function packedRows(cut: OpenDataCut, write: (chunk: Uint8Array) => Promise<void>) {
  const hash = createHash('sha256');
  const gzip = createGzip();
  const packed: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => packed.push(chunk));
  let size = 0;
  const send = async (text: string) => {
    const bytes = Buffer.from(text);
    size += bytes.length;
    hash.update(bytes);
    await new Promise<void>((taken, failed) => gzip.write(bytes, (error) => (error ? failed(error) : taken())));
    await write(bytes);
  };
  for (const text of csvPieces(cut)) await send(text);
  await new Promise<void>((ended) => gzip.once('end', ended).end());
  return { packed: Buffer.concat(packed), hash: hash.digest('hex'), size };
}

function* csvPieces({ columns, classes }: OpenDataCut): Generator<string> {
  let piece = BOM + csvLine(columns.map((column) => COLUMN_WORDS[column].name));
  for (const { values, rows } of classes) {
    const line = csvLine(values);
    for (let i = 0; i < rows; i += 1) {
      piece += line;
      if (piece.length < CHUNK_CHARACTERS) continue;
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

/** Rows at equal distances: the first rows of a sorted file are all of one unit. */
function sampleOf({ classes, published }: OpenDataCut): string[][] {
  const wanted = Array.from({ length: Math.min(SAMPLE_ROWS, published) }, (_, i) =>
    Math.floor((i * published) / SAMPLE_ROWS),
  );
  let seen = 0;
  return classes.flatMap(({ values, rows }) => {
    const from = seen;
    seen += rows;
    return wanted.filter((row) => row >= from && row < seen).map(() => values);
  });
}

const rowsThatTell = ({ classes }: OpenDataCut, column: number): number =>
  classes.reduce((sum, { values, rows }) => sum + (values[column] === '' ? 0 : rows), 0);

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Deletes files that nobody published in the days that a document is kept. @returns how many */
export async function tidyOpenData(dataSource: DataSource): Promise<number> {
  return (await run(dataSource.manager, sql.deleteUnpublished, [LIMITS.documentDays])).length;
}

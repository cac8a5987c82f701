import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, figuresRise, localDay } from '#domain';
import { Clock } from '#platform';
import { readBank } from '../bank.queries.js';
import { openBankFor, type BankCaller } from '../editing/index.js';
import { ItemWriter, type DraftWish } from '../editing/item-writer.service.js';
import { lockBank, nextNumber, readItems, type WrittenItem } from '../editing/writing.queries.js';
import { FileRefusal, readBankFile, type BankFormatName, type FileFault, type FileQuestion } from '../formats/index.js';
import { noteImports, topicsOf } from './exchange.queries.js';
import { checkRows, isGood, type CheckedRow } from './import-rows.js';

/** A file as it came, or the rows of one that a person has mended. */
export type ImportSource =
  { format: BankFormatName; bytes: Buffer } | { format: 'rows'; questions: readonly FileQuestion[]; bytes: Buffer };

export interface ImportWish {
  source: ImportSource;
  /** Told beside every item that came from it. */
  fileName: string;
  /** Only look. */
  dryRun: boolean;
  /** What is written when rows have errors: nothing, or the rows without. */
  only: 'all' | 'good';
}

export interface ImportOutcome {
  rows: (CheckedRow & { isGood: boolean })[];
  /** Of the file as a whole, or of questions that could not be read at all. */
  faults: FileFault[];
  /** Null for a dry run. */
  written: { added: number; reworded: number; unchanged: number; left: number } | null;
}

/** Questions out of files into a bank: always looked at first, always as drafts. */
@Injectable()
export class BankImporter {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly writer: ItemWriter,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads a file, judges each row, and unless it is a dry run writes all rows, or all that are good, as drafts of the
   * caller. A row whose code the bank has becomes the next version of that item and waits as any other.
   *
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, BANK_FILE_REFUSED {reason, message}, IMPORT_FAULTY {rows, row, message}
   */
  async import(
    bankCode: string,
    { source, fileName, dryRun, only }: ImportWish,
    by: { caller: BankCaller; requestId: string | null },
  ): Promise<ImportOutcome> {
    await openBankFor(this.dataSource.manager, bankCode, by.caller, 'write');
    const { questions, faults } = await readSource(source);
    return this.dataSource.transaction(async (manager) => {
      const bank = await openBankFor(manager, bankCode, by.caller, 'write');
      if (!dryRun) await run(manager, lockBank, [bank.id]);
      const { rows, stored } = await this.check(manager, bank.id, questions, faults);
      const outcome = {
        rows: rows.map((row) => ({ ...row, isGood: isGood(row) })),
        faults: faults.filter(({ row }) => row === null || !questions.some((question) => question.row === row)),
      };
      if (dryRun) return { ...outcome, written: null };
      const good = rows.filter(isGood);
      const lost = outcome.faults.filter(({ severity }) => severity === 'error');
      if (good.length === 0 || (only === 'all' && (good.length < rows.length || lost.length > 0))) {
        throw new DomainError('IMPORT_FAULTY', firstFault(rows, lost));
      }
      const drafts = await draftsOf(manager, bank.id, good, stored);
      const done = await this.writer.writeDrafts(manager, bank.id, by.caller.accountId, drafts);
      const changed = done.filter(({ became }) => became !== 'unchanged');
      await run(manager, noteImports, [
        ...[bank.id, changed.map(({ code }) => code), changed.map(({ version }) => version)],
        ...[fileName, by.caller.accountId],
      ]);
      const count = (became: string): number => done.filter((one) => one.became === became).length;
      const counts = { added: count('added'), reworded: count('reworded'), unchanged: count('unchanged') };
      const sha256 = createHash('sha256').update(source.bytes).digest('hex');
      await appendAudit(manager, {
        actorId: by.caller.accountId,
        action: 'bank.imported',
        subject: `bank/${bank.code}`,
        after: { fileName, format: source.format, sha256, ...counts },
        requestId: by.requestId,
      });
      return { ...outcome, written: { ...counts, left: rows.length - good.length } };
    });
  }

  private async check(
    manager: EntityManager,
    bankId: number,
    questions: readonly FileQuestion[],
    faults: readonly FileFault[],
  ): Promise<{ rows: CheckedRow[]; stored: Map<string, WrittenItem> }> {
    const codes = questions.flatMap(({ code }) => code ?? []);
    const topics = await run(manager, topicsOf, [bankId]);
    const items = await run(manager, readBank, [bankId]);
    const stored = new Map((await run(manager, readItems, [bankId, codes])).map((item) => [item.code, item]));
    const used = new Set([...stored.values()].filter(({ isUsed }) => isUsed).map(({ code }) => code));
    const today = localDay(this.clock.now());
    return { rows: checkRows(questions, faults, { topics, items, used }, today), stored };
  }
}

async function readSource(source: ImportSource): Promise<{ questions: readonly FileQuestion[]; faults: FileFault[] }> {
  if (source.format === 'rows') return { questions: source.questions, faults: [] };
  try {
    return await readBankFile(source.format, source.bytes);
  } catch (error) {
    if (error instanceof FileRefusal) {
      throw new DomainError('BANK_FILE_REFUSED', { reason: error.code, message: error.message });
    }
    throw error;
  }
}

function firstFault(rows: readonly CheckedRow[], lost: readonly FileFault[]): Record<string, string | number> {
  const faulty = rows.filter((row) => !isGood(row));
  const first = faulty[0]?.faults.find(({ severity }) => severity === 'error') ?? lost[0];
  const row = faulty[0]?.question.row ?? lost[0]?.row ?? 0;
  return { rows: faulty.length + lost.length, row, message: first?.message ?? 'Tệp không có câu hỏi nào nhập được.' };
}

/** The drafts of good rows, those without a code under the next one of their topic. */
async function draftsOf(
  manager: EntityManager,
  bankId: number,
  rows: readonly CheckedRow[],
  stored: ReadonlyMap<string, WrittenItem>,
): Promise<DraftWish[]> {
  const taken = new Set(rows.flatMap(({ question }) => question.code ?? []));
  const next = new Map<string, number>();
  const drafts: DraftWish[] = [];
  for (const { question, topic } of rows) {
    const prefix = topic!.code;
    if (question.code === null && !next.has(prefix)) {
      const [row] = await run(manager, nextNumber, [bankId, `${prefix}-`]);
      next.set(prefix, row!.number);
    }
    let code = question.code;
    while (code === null) {
      const number = next.get(prefix)!;
      next.set(prefix, number + 1);
      const wished = `${prefix}-${String(number).padStart(2, '0')}`;
      if (!taken.has(wished)) code = wished;
    }
    drafts.push(draftOf(question, topic!, code, stored.get(code)));
  }
  return drafts;
}

function draftOf(
  question: FileQuestion,
  topic: { code: string; title: string },
  code: string,
  before: WrittenItem | undefined,
): DraftWish {
  const { kind, level, stem, explanation, document, date, article, validFrom, validTo, mark, subBank } = question;
  const options = question.options.map(({ text }) => text);
  return {
    ...{ code, expected: null, topic: topic.code, topicName: topic.title, subBank, kind, level: level!, stem, options },
    // "Đúng" before "Sai" and rising figures are what people expect.
    fixedOptionOrder: before?.fixedOptionOrder ?? (kind === 'true_false' || figuresRise(options)),
    keyMask: question.options.reduce((mask, { right }, place) => (right ? mask | (1 << place) : mask), 0),
    ...{ explanation, document, date, article, validFrom, validTo, mark },
    // A file has no pictures: those of the item stay.
    ...{ pictures: before?.pictures ?? [], audio: before?.audio ?? null },
  };
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { run } from '#database';
import { DomainError, LIMITS, type ItemKind } from '#domain';
import { Clock, randomOctets } from '#platform';
import * as sql from './practice.queries.js';

/** The list of a bank's questions is read again after so long: what a round begins to ask is left out by then. */
const KNOWN_FOR_MS = 60_000;

/** A question to practise with. */
export interface PracticeQuestion {
  id: number;
  kind: ItemKind;
  stem: string;
  options: string[];
  /** The order of the options says something. */
  isOrderFixed: boolean;
  /** What the editors want seen beside it. */
  editorMark: string | null;
}

/** What is told at once after an answer. */
export interface PracticeVerdict {
  isRight: boolean;
  /** From 1, as the question has them. */
  rightOptions: number[];
  explanation: string | null;
  source: { document: string | null; article: string | null; date: string | null };
}

interface Known {
  at: number;
  items: { id: number; topic: string }[];
  topics: { code: string; title: string; questions: number }[];
}

/** Practising without an account: nothing of it is kept, and no figure knows of it. */
@Injectable()
export class PracticeService {
  private readonly known = new Map<number, Known>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The topics of a practice bank, with how many questions each has; none when the bank is no practice bank. */
  async topics(bankId: number): Promise<{ code: string; title: string; questions: number }[]> {
    return (await this.bank(bankId)).topics;
  }

  /**
   * Some questions of a practice bank by chance.
   * @param topic code, or null for all
   * @param without questions that were just answered; they come again when there are no others
   */
  async draw(bankId: number, topic: string | null, without: readonly number[]): Promise<PracticeQuestion[]> {
    const items = (await this.bank(bankId)).items.filter((item) => topic === null || item.topic === topic);
    const fresh = items.filter(({ id }) => !without.includes(id));
    const chosen = shuffled(fresh.length > 0 ? fresh : items).slice(0, LIMITS.practiceAtOnce);
    const ids = chosen.map(({ id }) => id);
    const rows = await run(this.dataSource.manager, sql.readPracticeQuestions, [ids]);
    return ids
      .flatMap((id) => rows.find((row) => row.id === id) ?? [])
      .map(({ fixed_option_order: isOrderFixed, editor_mark: editorMark, ...row }) => ({
        ...row,
        isOrderFixed,
        editorMark,
      }));
  }

  /**
   * Says whether an answer is right, and why.
   * @param options from 1, as the question has them
   * @throws DomainError PRACTICE_NOT_FOUND for a question that this bank does not offer
   */
  async judge(bankId: number, questionId: number, options: readonly number[]): Promise<PracticeVerdict> {
    const isOffered = (await this.bank(bankId)).items.some(({ id }) => id === questionId);
    const [key] = isOffered ? await run(this.dataSource.manager, sql.readPracticeKey, [questionId]) : [];
    if (!key) throw new DomainError('PRACTICE_NOT_FOUND');
    const mask = options.reduce((bits, option) => bits | (1 << (option - 1)), 0);
    const rightOptions = Array.from({ length: key.options }, (_, i) => i + 1).filter(
      (option) => key.right_mask & (1 << (option - 1)),
    );
    return {
      isRight: key.rule !== 'normal' || mask === key.right_mask,
      rightOptions,
      explanation: key.explanation,
      source: { document: key.source_document, article: key.source_article, date: key.source_date },
    };
  }

  private async bank(bankId: number): Promise<Known> {
    const now = this.clock.now();
    const before = this.known.get(bankId);
    if (before && now - before.at < KNOWN_FOR_MS) return before;
    const rows = await run(this.dataSource.manager, sql.readPracticeItems, [bankId]);
    const topics = new Map<string, { code: string; title: string; questions: number }>();
    for (const { topic: code, topic_title: title } of rows) {
      const topic = topics.get(code) ?? { code, title, questions: 0 };
      topics.set(code, { ...topic, questions: topic.questions + 1 });
    }
    const known = { at: now, items: rows.map(({ id, topic }) => ({ id, topic })), topics: [...topics.values()] };
    this.known.set(bankId, known);
    return known;
  }
}

/**
 * Marks a bank for practice, as part of the caller's transaction: from then on its keys are for everybody.
 *
 * @returns its number
 * @throws DomainError BANK_NOT_FOUND, PRACTICE_STILL_ASKED {items} while a round that is not over asks its questions, by
 *   item or by wording, or a contest is still to draw from it
 */
export async function openForPractice(manager: EntityManager, code: string): Promise<number> {
  const [bank] = await run(manager, sql.lockBankForPractice, [code]);
  if (!bank) throw new DomainError('BANK_NOT_FOUND', { code });
  const [awaited] = await run(manager, sql.countAwaitedItems, [bank.id]);
  if (awaited!.draws || awaited!.items > 0) throw new DomainError('PRACTICE_STILL_ASKED', { items: awaited!.items });
  if (!bank.practice) await run(manager, sql.markForPractice, [bank.id]);
  return bank.id;
}

/** A fair shuffle of a copy. */
function shuffled<T>(list: readonly T[]): T[] {
  const copy = [...list];
  const octets = randomOctets(copy.length * 4);
  for (let i = copy.length - 1; i > 0; i--) {
    const at = Buffer.from(octets).readUInt32LE(i * 4) % (i + 1);
    [copy[i], copy[at]] = [copy[at]!, copy[i]!];
  }
  return copy;
}

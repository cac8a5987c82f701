import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError, isoInstant, maskToOptions, pointsFor, toShownMask, type KeyRule } from '#domain';
import { attemptAddress } from './attempt-token.js';
import { showQuestion, type QuestionView } from './question-view.js';
import { readReleasedKeys, readReview, type ReleasedKeyRow } from './review.queries.js';
import { RoundCatalog } from './round-catalog.js';

/** Whether something is shown and, if it will be later, from when on. */
export interface Release {
  released: boolean;
  at: string | null;
}

/** A question looked back on. What is not released is null; options and their numbers are as they stood on the screen. */
export interface ReviewedQuestion extends Pick<
  QuestionView,
  'position' | 'kind' | 'stem' | 'options' | 'editorMark' | 'pictures'
> {
  chosen: number[] | null;
  correct: number[] | null;
  /** In 1/1000 point; shown with the key. */
  mark: number | null;
  maxMark: number | null;
  rule: KeyRule | null;
  explanation: string | null;
  source: { document: string; article: string | null; date: string | null } | null;
}

/** What a person chose in one question, in the words of its options; none when it was left open. */
export interface ChosenAnswer {
  position: number;
  stem: string;
  chosen: string[];
}

export interface ReviewView {
  attemptId: string;
  ownAnswers: Release;
  key: Release;
  /** Why it was right, and by which document. */
  explanations: Release;
  /** How many questions earned all their points, of those that count; null until the score is released. */
  rightAnswers: { count: number; of: number } | null;
  questions: ReviewedQuestion[];
}

/** Lets a person look back on what they answered and, once the rules release it, on what was right and why. */
@Injectable()
export class ReviewService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly catalog: RoundCatalog,
  ) {}

  /**
   * The review of a closed attempt, with as much as is released.
   *
   * @param owner the account or the participant who asks.
   * @throws DomainError ATTEMPT_NOT_FOUND, NOT_YOUR_ATTEMPT, ATTEMPT_NOT_SUBMITTED.
   */
  async read(
    contestId: number,
    attemptId: string,
    owner: { accountId?: string; participantId?: string },
  ): Promise<ReviewView> {
    const manager = this.dataSource.manager;
    const [row] = await run(manager, readReview, [contestId, attemptId]);
    if (!row) throw new DomainError('ATTEMPT_NOT_FOUND');
    const own = owner.participantId === row.participant_id || owner.accountId === row.account_id;
    if (!own) throw new DomainError('NOT_YOUR_ATTEMPT');
    if (row.state === 'in_progress') throw new DomainError('ATTEMPT_NOT_SUBMITTED');
    const keys = await run(manager, readReleasedKeys, [contestId, attemptId]);
    const round = await this.catalog.get(manager, contestId, row.round_id, row.round_revision);

    const worth = row.paper_items.map((id, i) =>
      keys[i]?.rule === 'annulled' ? 0 : pointsFor(round.rules.scoring, round.items.get(id)!.topic),
    );
    const questions = row.paper_items.map((id, i): ReviewedQuestion => {
      const item = round.items.get(id)!;
      const order = row.paper_orders[i]!;
      const { position, kind, stem, options, editorMark, pictures } = showQuestion(item, i + 1, order);
      const key = keys[i];
      return {
        ...{ position, kind, stem, options, editorMark, pictures },
        chosen: row.choices && maskToOptions(row.choices[i]!),
        correct: key ? maskToOptions(toShownMask(key.right_mask, order, options.length)) : null,
        // Right or wrong, question by question, is the key in other words: with a second attempt it would be found out.
        mark: key && row.marks ? row.marks[i]! : null,
        maxMark: key && row.marks ? worth[i]! : null,
        rule: key?.rule ?? null,
        explanation: key?.explanation ?? null,
        source: key ? sourceOf(key) : null,
      };
    });
    return {
      attemptId: attemptAddress(contestId, attemptId),
      ownAnswers: release(row.choices !== null, row.own_ms),
      key: release(keys.length > 0, row.key_ms),
      explanations: release(keys[0]?.explained ?? false, row.why_ms),
      rightAnswers: row.marks && rightOf(row.marks, worth),
      questions,
    };
  }

  /**
   * What was chosen in an attempt, for the copy that its owner takes away; no key is asked for.
   *
   * @returns null as long as the attempt is open or the rules keep own answers back, and for what is not the account's
   */
  async chosen(contestId: number, attemptId: string, accountId: string): Promise<ChosenAnswer[] | null> {
    const manager = this.dataSource.manager;
    const [row] = await run(manager, readReview, [contestId, attemptId]);
    if (!row?.choices || row.account_id !== accountId) return null;
    const round = await this.catalog.get(manager, contestId, row.round_id, row.round_revision);
    return row.paper_items.map((id, i) => {
      const { position, stem, options } = showQuestion(round.items.get(id)!, i + 1, row.paper_orders[i]!);
      return { position, stem, chosen: maskToOptions(row.choices![i]!).map((number) => options[number - 1]!) };
    });
  }
}

/** A question that is worth nothing counts on neither side. */
function rightOf(marks: readonly number[], worth: readonly number[]): { count: number; of: number } {
  const counting = marks.map((mark, i) => ({ mark, points: worth[i]! })).filter(({ points }) => points > 0);
  return { count: counting.filter(({ mark, points }) => mark >= points).length, of: counting.length };
}

function sourceOf(key: ReleasedKeyRow): ReviewedQuestion['source'] {
  const { source_document: document, source_article: article, source_date: date } = key;
  return document === null ? null : { document, article, date };
}

const release = (released: boolean, at: number): Release => ({
  released,
  at: released || !Number.isFinite(at) ? null : isoInstant(at),
});

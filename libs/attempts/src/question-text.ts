import { decodeOrder, LIMITS, ORDER_AS_WRITTEN } from '#domain';
import { showQuestion, type ShownQuestion } from './question-view.js';

/** Stands for an option while a text is cut. PostgreSQL keeps no such sign in a text, so no question holds one. */
const NO_TEXT = '\0';

/** What stands before the question at a place, from 0. */
const OPENINGS = Array.from({ length: LIMITS.itemsPerPaperMax }, (_, i) =>
  Buffer.from(`${i === 0 ? '' : ','}{"position":${i + 1}`),
);

/**
 * The JSON of a question as bytes, cut at its options: their order and the place of the question are all that differs from one
 * paper to another. A paper of ten kilobytes is put together from these in less than half of the time that writing it anew
 * takes (test/load/start-answer.mjs).
 */
export class QuestionText {
  /** What stands before, between and after the lists of options: that of the question, and of each other language. */
  private readonly between: Buffer[];
  private readonly lists: { first: Buffer; next: Buffer }[][];

  constructor(question: ShownQuestion) {
    const { options, wordings } = question;
    const none = options.map(() => NO_TEXT);
    const cut = { ...question, options: none, wordings: wordings.map((wording) => ({ ...wording, options: none })) };
    this.between = JSON.stringify(showQuestion(cut, 0, ORDER_AS_WRITTEN))
      .slice('{"position":0'.length)
      .split(JSON.stringify(none).slice(1, -1))
      .map((text) => Buffer.from(text));
    this.lists = [question, ...wordings].map((one) =>
      one.options.map((option) => {
        const next = Buffer.from(`,${JSON.stringify(option)}`);
        return { first: next.subarray(1), next };
      }),
    );
  }

  /** Adds the bytes of the question at a place, from 0, to those of its paper. @param order see `decodeOrder` in #domain */
  addTo(paper: Uint8Array[], place: number, order: number): void {
    paper.push(OPENINGS[place]!, this.between[0]!);
    for (const [i, list] of this.lists.entries()) {
      decodeOrder(order, list.length).forEach((option, shown) => {
        paper.push(shown === 0 ? list[option]!.first : list[option]!.next);
      });
      paper.push(this.between[i + 1]!);
    }
  }
}

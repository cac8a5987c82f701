import { isoInstant, maskToOptions, type PredictionRule } from '#domain';
import { attemptAddress } from './attempt-token.js';
import { showQuestion, type QuestionView } from './question-view.js';
import type { LoadedRound, ShownItem } from './round-catalog.js';
import type { AttemptRow } from './start.queries.js';

/** Where an attempt or a result belongs: enough for the head of its page. */
export interface AttemptHome {
  contest: { slug: string; title: string; hotline: string | null };
  round: { number: number; title: string };
}

/** An attempt as the page needs it. There is nothing here from which the key could be told. */
export interface AttemptView extends AttemptHome {
  attemptId: string;
  roundId: string;
  attemptNo: number;
  state: 'in_progress' | 'submitted' | 'graded';
  startedAt: string;
  deadlineAt: string;
  /** How late a submit may still arrive, in ms. */
  graceMs: number;
  /** How much longer than the rules say this attempt lasts, in percent of its duration; 0 for nearly everybody. */
  extraTimePercent: number;
  /** The contest stands still: since when, and what everybody is told. The time left is that of then. null else. */
  pause: { since: string; note: string } | null;
  /** The server's clock as this was written; the countdown runs from it. */
  now: string;
  /** The right to write as this device; null when the attempt is closed or open on another device. */
  writer: string | null;
  /** Last number used by this writer. */
  seq: number;
  token: string | null;
  prediction: (Pick<PredictionRule, 'subject' | 'min' | 'max'> & { asked: 'before' | 'after' }) | null;
  paper: Paper;
  /** By position: the numbers of the chosen options. */
  answers: number[][];
}

/** The questions of one attempt in its order. */
export class Paper {
  constructor(
    private readonly items: ShownItem[],
    private readonly orders: number[],
  ) {}

  questions(): QuestionView[] {
    return this.items.map((item, i) => showQuestion(item, i + 1, this.orders[i]!));
  }

  /** Adds `questions()` as JSON to the bytes of an answer, without what encloses a list. */
  addTo(answer: Uint8Array[]): void {
    for (const [i, item] of this.items.entries()) item.text.addTo(answer, i, this.orders[i]!);
  }
}

/** The names over an attempt of this round. */
export function homeOf(round: LoadedRound): AttemptHome {
  return { contest: round.contest, round: { number: round.roundId, title: round.title } };
}

export function showAttempt(
  row: AttemptRow,
  round: LoadedRound,
  hold: { writer: string | null; token: string | null; now: number },
): AttemptView {
  const { prediction } = round.rules;
  return {
    attemptId: attemptAddress(round.contestId, row.id),
    roundId: `${round.contestId}-${round.roundId}`,
    ...homeOf(round),
    attemptNo: row.attempt_no,
    state: row.state,
    startedAt: isoInstant(row.started_ms),
    deadlineAt: isoInstant(row.deadline_ms),
    graceMs: row.grace_ms,
    extraTimePercent: row.extra_time_percent,
    pause: row.stands_ms === null ? null : { since: isoInstant(row.stands_ms), note: row.pause_note! },
    now: isoInstant(hold.now),
    writer: hold.writer,
    seq: row.seq,
    token: hold.token,
    prediction: prediction && {
      ...{ subject: prediction.subject, min: prediction.min, max: prediction.max },
      asked: prediction.asked ?? 'after',
    },
    paper: new Paper(
      row.paper_items.map((id) => round.items.get(id)!),
      row.paper_orders,
    ),
    answers: row.choices.map(maskToOptions),
  };
}

/** The attempt as the JSON of an answer, in UTF-8; its paper stands in `questions`. */
export function attemptJson({ paper, ...view }: AttemptView): Buffer {
  const answer = [Buffer.from(`${JSON.stringify(view).slice(0, -1)},"questions":[`)];
  paper.addTo(answer);
  answer.push(LAST);
  return Buffer.concat(answer);
}

const LAST = Buffer.from(']}');

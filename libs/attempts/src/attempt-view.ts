import { decodeOrder, isoInstant, maskToOptions, type PredictionRule } from '#domain';
import { attemptAddress } from './attempt-token.js';
import type { LoadedRound } from './round-catalog.js';
import type { AttemptRow } from './start.queries.js';

/** One question as the candidate sees it: options in the order drawn for this attempt, numbered from 1. */
export interface QuestionView {
  position: number;
  kind: 'single' | 'multiple' | 'true_false';
  stem: string;
  options: string[];
}

/** An attempt as the page needs it. There is nothing here from which the key could be told. */
export interface AttemptView {
  attemptId: string;
  roundId: string;
  attemptNo: number;
  state: 'in_progress' | 'submitted' | 'graded';
  startedAt: string;
  deadlineAt: string;
  /** How late a submit may still arrive, in ms. */
  graceMs: number;
  /** The server's clock as this was written; the countdown runs from it. */
  now: string;
  /** The right to write as this device; null when the attempt is closed or open on another device. */
  writer: string | null;
  /** Last number used by this writer. */
  seq: number;
  token: string | null;
  prediction: Pick<PredictionRule, 'subject' | 'min' | 'max'> | null;
  questions: QuestionView[];
  /** By position: the numbers of the chosen options. */
  answers: number[][];
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
    attemptNo: row.attempt_no,
    state: row.state,
    startedAt: isoInstant(row.started_ms),
    deadlineAt: isoInstant(row.deadline_ms),
    graceMs: row.grace_ms,
    now: isoInstant(hold.now),
    writer: hold.writer,
    seq: row.seq,
    token: hold.token,
    prediction: prediction && { subject: prediction.subject, min: prediction.min, max: prediction.max },
    questions: row.paper_items.map((id, i) => {
      const item = round.items.get(id)!;
      const order = decodeOrder(row.paper_orders[i]!, item.options.length);
      return {
        position: i + 1,
        kind: item.kind,
        stem: item.stem,
        options: order.map((option) => item.options[option]!),
      };
    }),
    answers: row.choices.map(maskToOptions),
  };
}

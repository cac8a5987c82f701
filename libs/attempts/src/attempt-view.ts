import { decodeOrder, isoInstant, maskToOptions, type PredictionRule } from '#domain';
import { attemptAddress } from './attempt-token.js';
import type { LoadedRound, Picture, ShownItem, Wording } from './round-catalog.js';
import type { AttemptRow } from './start.queries.js';

/** One question as the candidate sees it: options in the order drawn for this attempt, numbered from 1. */
export interface QuestionView {
  position: number;
  kind: 'single' | 'multiple' | 'true_false';
  stem: string;
  options: string[];
  /** What the editors want seen beside it, as "chờ đối chiếu văn bản gốc"; null without. */
  editorMark: string | null;
  pictures: Picture[];
  /** Address of the question read aloud; null without. */
  audio: string | null;
  /** The question in other languages, options in the order shown. */
  wordings: Wording[];
}

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
  questions: QuestionView[];
  /** By position: the numbers of the chosen options. */
  answers: number[][];
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
    questions: row.paper_items.map((id, i) => showQuestion(round.items.get(id)!, i + 1, row.paper_orders[i]!)),
    answers: row.choices.map(maskToOptions),
  };
}

/** A question as it stands in one paper. @param order code of the order of its options, see `decodeOrder` in #domain */
export function showQuestion(item: ShownItem, position: number, order: number): QuestionView {
  const { kind, stem, options, editorMark, pictures, audio, wordings } = item;
  const places = decodeOrder(order, options.length);
  const inOrder = (texts: readonly string[]): string[] => places.map((place) => texts[place]!);
  return {
    position,
    kind,
    stem,
    options: inOrder(options),
    editorMark,
    pictures,
    audio,
    wordings: wordings.map((wording) => ({ ...wording, options: inOrder(wording.options) })),
  };
}

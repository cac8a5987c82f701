import type { ErrorCode } from './errors.js';

/** Where an attempt is on its way; never back. Everything else (who closed it, late, voided) is a fact beside the state. */
export type AttemptState = 'in_progress' | 'submitted' | 'graded';

export type AttemptEvent =
  | 'save'
  | 'submit'
  /** The clock closes it with what it has: deadline or end of the round. */
  | 'close_overdue'
  | 'organizer_close'
  | 'grade'
  | 'regrade'
  /** The organizer does not recognise it, or recognises it again. */
  | 'void'
  | 'restore'
  /** Resumed on another device, which becomes the writer. */
  | 'take_over';

/** Who closed an attempt. */
export type ClosedBy = 'participant' | 'deadline' | 'round_end' | 'organizer';

/** What a list shows for an attempt, derived from state and facts. */
export type ShownState = AttemptState | 'expired' | 'voided';

export const ATTEMPT_STATES = ['in_progress', 'submitted', 'graded'] as const satisfies readonly AttemptState[];

type Outcome = AttemptState | Extract<ErrorCode, `ATTEMPT_${string}`>;

/**
 * Every state × event, for a recognised and for a voided attempt: the next state, or the code of the refusal. Voiding
 * stops the person, not the machine: a voided attempt is still closed and graded, so that restoring it finds a whole one.
 */
const TABLE: Record<'valid' | 'voided', Record<AttemptState, Record<AttemptEvent, Outcome>>> = {
  valid: {
    in_progress: {
      save: 'in_progress',
      submit: 'submitted',
      close_overdue: 'submitted',
      organizer_close: 'submitted',
      grade: 'ATTEMPT_NOT_SUBMITTED',
      regrade: 'ATTEMPT_NOT_GRADED',
      void: 'in_progress',
      restore: 'ATTEMPT_NOT_VOIDED',
      take_over: 'in_progress',
    },
    submitted: {
      save: 'ATTEMPT_CLOSED',
      submit: 'ATTEMPT_CLOSED',
      close_overdue: 'ATTEMPT_CLOSED',
      organizer_close: 'ATTEMPT_CLOSED',
      grade: 'graded',
      regrade: 'ATTEMPT_NOT_GRADED',
      void: 'submitted',
      restore: 'ATTEMPT_NOT_VOIDED',
      take_over: 'ATTEMPT_CLOSED',
    },
    graded: {
      save: 'ATTEMPT_CLOSED',
      submit: 'ATTEMPT_CLOSED',
      close_overdue: 'ATTEMPT_CLOSED',
      organizer_close: 'ATTEMPT_CLOSED',
      grade: 'ATTEMPT_ALREADY_GRADED',
      regrade: 'graded',
      void: 'graded',
      restore: 'ATTEMPT_NOT_VOIDED',
      take_over: 'ATTEMPT_CLOSED',
    },
  },
  voided: {
    in_progress: {
      save: 'ATTEMPT_VOIDED',
      submit: 'ATTEMPT_VOIDED',
      close_overdue: 'submitted',
      organizer_close: 'submitted',
      grade: 'ATTEMPT_NOT_SUBMITTED',
      regrade: 'ATTEMPT_NOT_GRADED',
      void: 'ATTEMPT_VOIDED',
      restore: 'in_progress',
      take_over: 'ATTEMPT_VOIDED',
    },
    submitted: {
      save: 'ATTEMPT_VOIDED',
      submit: 'ATTEMPT_VOIDED',
      close_overdue: 'ATTEMPT_CLOSED',
      organizer_close: 'ATTEMPT_CLOSED',
      grade: 'graded',
      regrade: 'ATTEMPT_NOT_GRADED',
      void: 'ATTEMPT_VOIDED',
      restore: 'submitted',
      take_over: 'ATTEMPT_VOIDED',
    },
    graded: {
      save: 'ATTEMPT_VOIDED',
      submit: 'ATTEMPT_VOIDED',
      close_overdue: 'ATTEMPT_CLOSED',
      organizer_close: 'ATTEMPT_CLOSED',
      grade: 'ATTEMPT_ALREADY_GRADED',
      regrade: 'graded',
      void: 'ATTEMPT_VOIDED',
      restore: 'graded',
      take_over: 'ATTEMPT_VOIDED',
    },
  },
};

export type Transition = { state: AttemptState; refusal: null } | { state: null; refusal: ErrorCode };

/**
 * What an event does to an attempt: the next state, or the code of the refusal. A repeated request (same key, same save
 * number) is recognised before this table is asked: twice is once, and no refusal. Time is judged in timing.ts.
 *
 * Example: `transition('in_progress', 'submit')` → { state: 'submitted', refusal: null };
 * `transition('graded', 'save')` → { state: null, refusal: 'ATTEMPT_CLOSED' }.
 */
export function transition(state: AttemptState, event: AttemptEvent, voided = false): Transition {
  const outcome = TABLE[voided ? 'voided' : 'valid'][state][event];
  return isState(outcome) ? { state: outcome, refusal: null } : { state: null, refusal: outcome };
}

/**
 * The state as a list shows it: "không công nhận" before all, then "hết giờ" where the clock closed it (graded or not,
 * the score stands beside it), else the state itself.
 */
export function shownState(attempt: {
  state: AttemptState;
  closedBy: ClosedBy | null;
  voidedAt: number | string | Date | null;
}): ShownState {
  if (attempt.voidedAt !== null) return 'voided';
  return attempt.closedBy === 'deadline' || attempt.closedBy === 'round_end' ? 'expired' : attempt.state;
}

function isState(outcome: Outcome): outcome is AttemptState {
  return outcome === 'in_progress' || outcome === 'submitted' || outcome === 'graded';
}

import type { ErrorCode, ErrorDetails } from '#domain';
import type { Env } from '#platform';
import type { HeavyWork } from './heavy-work.js';

// What the two ends of the line say to each other: first the settings, then that all is ready, then questions and answers.

/** The first word of the front door: with what settings to work. */
export interface Opening {
  env: Env;
}

/** The first word of the other end. */
export interface Ready {
  ready: true;
}

/** A piece of work that is asked for. */
export interface Asked {
  id: number;
  name: keyof HeavyWork;
  args: unknown[];
}

/** What came of it: an answer, a refusal by the rules, or a fault that was logged where it happened. */
export type Answered =
  | { id: number; value: unknown }
  | { id: number; refusal: { code: ErrorCode; details: ErrorDetails } }
  | { id: number; failed: true };

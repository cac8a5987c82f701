/**
 * The whole contract of the queues: names, payloads (ids only), order, retries, job ids. The database decides what is owed; a
 * job is a hint that can be lost, doubled or late without harm.
 *
 * This one is of submits as they come, the newest first: whoever hands in now does not wait for what lies there since the
 * worker was away.
 */
export const GRADING_QUEUE = 'grading';

/**
 * What the database was found to owe, the oldest first. Each queue has hands of its own in a worker, so neither waits for the
 * other: what is at the bottom of the first, under however many that came later, is found and comes up here.
 */
export const BACKLOG_QUEUE = 'grading-backlog';

export interface GradingJob {
  contestId: number;
  attemptIds: string[];
}

/**
 * Job id of a group: its first attempt, and of what the sweeper found when that was. A queue passes over an id that it still
 * has, also when that job failed for good and is kept to be looked at; so what is found again later is another job. An id
 * need not be unique, and may not be all digits nor contain a colon.
 */
export function gradingJobId(job: GradingJob, found = ''): string {
  return `grade-${job.attemptIds[0]}${found && `-${found}`}`;
}

export const GRADING_JOB_OPTIONS = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 500 },
  // A finished job has told all it knew; the grade is in the database.
  removeOnComplete: true,
  removeOnFail: { count: 1_000 },
} as const;

/** How far jobs are, in whichever queue. */
export const QUEUE_STATES = ['waiting', 'active', 'delayed', 'failed'] as const;
export type QueueState = (typeof QUEUE_STATES)[number];

/** A job of a queue that is a table of the database: what people asked for and the worker does beside its grading. */
export interface TableJob {
  id: string;
  contestId: number;
  contest: string;
  /** What it is, in a word of its room. */
  kind: string;
  tries: number;
  /** Epoch ms of contest time. */
  askedAt: number;
  /** Why it failed; null where it did not. */
  reason: string | null;
}

export interface TableQueue {
  counts: Record<QueueState, number>;
  /** Age of the job that waits longest, in ms of contest time; 0 when none waits. */
  oldestMs: number;
  /** Jobs that will not be tried again by themselves, the latest first; so many lines at most. */
  failed: TableJob[];
}

const FAILED_LINES_MAX = 100;

/** A row of such a queue, as the statements of the rooms tell it. */
export interface TableQueueRow<Kind extends string = string> {
  id: string;
  contest_id: number;
  contest: string;
  kind: Kind;
  tries: number;
  state: QueueState;
  asked_ms: number;
  reason: string | null;
}

/** Puts a queue together from its rows: all that are not done. @param now epoch ms of contest time */
export function tableQueue(rows: readonly TableQueueRow[], now: number): TableQueue {
  const inState = (state: QueueState) => rows.filter((row) => row.state === state);
  const waiting = inState('waiting').map((row) => now - row.asked_ms);
  return {
    counts: {
      waiting: waiting.length,
      active: inState('active').length,
      delayed: inState('delayed').length,
      failed: inState('failed').length,
    },
    oldestMs: Math.max(0, ...waiting),
    failed: inState('failed')
      .sort((one, other) => other.asked_ms - one.asked_ms)
      .slice(0, FAILED_LINES_MAX)
      .map(({ id, contest_id: contestId, contest, kind, tries, asked_ms: askedAt, reason }) => ({
        ...{ id, contestId, contest, kind, tries, askedAt, reason },
      })),
  };
}

/** Channel on which a worker tells the api processes what it has graded; the prefix keeps installations apart. */
export function gradedChannel(prefix: string): string {
  return `${prefix}:graded`;
}

export interface GradedMessage {
  contestId: number;
  attemptIds: string[];
  roundIds: number[];
}

/** Channel on which it is told that pages of a contest have something new to say: a pause, an announcement, other hours. */
export function contestChangedChannel(prefix: string): string {
  return `${prefix}:contest-changed`;
}

/** Channel on which ended sessions and disabled accounts are told, ahead of the next reading from the database. */
export const SESSION_ENDED_CHANNEL = 'session-ended';

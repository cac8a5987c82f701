/**
 * The whole contract of the queue: names, payloads (ids only), retries, job ids. The database decides what is owed; a
 * job is a hint that can be lost, doubled or late without harm.
 */
export const GRADING_QUEUE = 'grading';

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

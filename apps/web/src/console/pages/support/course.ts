import type { Formats } from '../../../shared/formats.js';
import type { Words } from '../../language.js';
import type { DeskAttempt } from './found.js';

/** One thing that happened in an attempt, in words that can be read out. */
export interface Step {
  /** ISO; null for what has no instant yet. */
  at: string | null;
  words: string;
  kind?: 'warn' | 'good';
}

/**
 * How an attempt went, in the order of time.
 * @example courseOf(attempt, t, f) // 09:02 Bắt đầu… 09:05 Mất kết nối 1 phút… 09:15 Nộp bài… 09:15 Chấm xong. Điểm 14 trên 15.
 */
export function courseOf(attempt: DeskAttempt, t: Words, f: Formats): Step[] {
  const w = t.support;
  const { startedAt, submittedAt, lastSavedAt, closedBy, extraTimePercent, gradedAt } = attempt;
  const [answered, all] = [f.count(attempt.answered), f.count(attempt.questions)];
  const until = f.clockTimeExact(attempt.deadlineAt);
  const begun = extraTimePercent > 0 ? w.startedExtra(until, f.count(extraTimePercent)) : w.startedAt(until);

  const between: Step[] = [
    ...attempt.outages.map(({ from, to }): Step => {
      const long = f.duration(Math.max(1_000, Date.parse(to) - Date.parse(from)));
      return { at: from, words: w.outage(long, f.clockTimeExact(to)), kind: 'warn' };
    }),
    ...attempt.resumedAt.map((at): Step => ({ at, words: w.resumed, kind: 'warn' })),
    // A submit is a save too; then there is nothing else to tell.
    ...(lastSavedAt !== null && lastSavedAt !== submittedAt
      ? [{ at: lastSavedAt, words: w.lastSaved(answered, all) }]
      : []),
  ].sort((a, b) => Date.parse(a.at!) - Date.parse(b.at!));

  const steps: Step[] = [{ at: startedAt, words: begun }, ...between];
  if (submittedAt === null || closedBy === null) {
    if (lastSavedAt === null) steps.push({ at: null, words: w.neverSaved });
    return [...steps, ...voidedOf(attempt, t)];
  }
  const long = f.duration(attempt.elapsedMs ?? 0);
  const told = [
    w.submittedBy[closedBy](answered, all, long),
    ...(attempt.lateMs ? [w.late(f.duration(Math.max(1_000, attempt.lateMs)))] : []),
    ...(attempt.receiptNumber ? [w.receiptIs(attempt.receiptNumber)] : []),
  ];
  steps.push({ at: submittedAt, words: told.join(' '), kind: 'good' });
  if (gradedAt === null) steps.push({ at: null, words: attempt.isStuck ? w.stuck : w.waiting, kind: 'warn' });
  else {
    const done = attempt.regraded ? w.regraded : w.graded;
    steps.push({ at: gradedAt, words: `${done} ${scoreOf(attempt, t, f)}`, kind: 'good' });
  }
  return [...steps, ...voidedOf(attempt, t)];
}

function scoreOf({ score, maxScore, scoreReleasedAt }: DeskAttempt, t: Words, f: Formats): string {
  if (score !== null && maxScore !== null) return t.support.scoreIs(f.points(score), f.points(maxScore));
  return scoreReleasedAt === null ? t.support.scoreNever : t.support.scoreLater(f.weekdayTime(scoreReleasedAt));
}

function voidedOf({ voided, voidReason }: DeskAttempt, t: Words): Step[] {
  return voided ? [{ at: null, words: t.support.voidedFor(voidReason ?? '–'), kind: 'warn' }] : [];
}

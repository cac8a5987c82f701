import { countdown } from '../../shared/formats.js';
import { useLanguage } from '../language.js';
import { useNow } from '../use-now.js';
import type { OpenAttempt } from './entrance.js';

/** Back into the attempt that is open, with the time that is left of it. */
export function ResumeLink({ attempt, isLarge = false }: { attempt: OpenAttempt; isLarge?: boolean }) {
  const { t } = useLanguage();
  const now = useNow();
  const left = now === null ? null : Date.parse(attempt.deadlineAt) - now;
  const words =
    left === null ? t.contest.resumeUnknown : left > 0 ? t.contest.resume(countdown(left)) : t.contest.resumeInGrace;
  return (
    <a
      class={isLarge ? 'button button-large button-full numbers' : 'button numbers'}
      href={`/lam-bai/${attempt.attemptId}`}
    >
      {words}
    </a>
  );
}

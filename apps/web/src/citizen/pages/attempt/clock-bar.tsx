import { useEffect, useRef, useState } from 'preact/hooks';
import { countdown } from '../../../shared/formats.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { Sitting } from '../../attempt/sitting.js';
import { useLanguage } from '../../language.js';
import { TextSize } from './text-size.js';

const TICK_MS = 250;
const LATE_MS = 60_000;
/** What was slept through is not said afterwards. */
const SPOKEN_WITHIN_MS = 3_000;

/** Always in view: the time left, where the answers are, the size of the letters. */
export function ClockBar({ sitting }: { sitting: Sitting }) {
  const { t, f } = useLanguage();
  const { paper } = sitting.entry!;
  const total = paper.questions.length;
  const done = total - sitting.unanswered.length;
  return (
    <div class="attempt-bar">
      <div class="attempt-bar-row">
        <TimeLeft sitting={sitting} />
        <SaveState sitting={sitting} />
        <TextSize />
      </div>
      <div class="attempt-progress" role="img" aria-label={t.attempt.answered(f.count(done), f.count(total))}>
        <span style={{ width: `${(done / total) * 100}%` }} />
      </div>
    </div>
  );
}

/** The server's time that is left, spoken when 5 minutes, 1 minute and 30 seconds are. */
function TimeLeft({ sitting }: { sitting: Sitting }) {
  const { t } = useLanguage();
  const leftNow = () => sitting.deadline - serverNow();
  const [left, setLeft] = useState(leftNow);
  useEffect(() => {
    setLeft(leftNow());
    const timer = setInterval(() => setLeft(leftNow()), TICK_MS);
    return () => clearInterval(timer);
  }, [sitting.deadline]);

  const spoken: [ms: number, words: string][] = [
    [300_000, t.attempt.left5Minutes],
    [60_000, t.attempt.left1Minute],
    [30_000, t.attempt.left30Seconds],
  ];
  const before = useRef(left);
  const [words, setWords] = useState('');
  useEffect(() => {
    const passed = spoken.filter(([ms]) => before.current > ms && left <= ms && left > ms - SPOKEN_WITHIN_MS);
    before.current = left;
    if (passed.length > 0) setWords(passed[passed.length - 1]![1]);
  }, [Math.ceil(left / 1000)]);

  return (
    <>
      <span class={left <= LATE_MS ? 'attempt-clock attempt-clock-late' : 'attempt-clock'}>
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
          <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" />
          <path d="M10 5v5l3 2" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
        </svg>
        <span role="timer" aria-label={t.attempt.timeLeft}>
          {countdown(left)}
        </span>
      </span>
      <span class="unseen" role="status" aria-live="assertive">
        {words}
      </span>
    </>
  );
}

const MARKS: Record<string, string> = {
  idle: 'M4 10.5 8 14.5 16 6',
  saved: 'M4 10.5 8 14.5 16 6',
  saving: 'M10 3v9m0 0L6 8m4 4 4-4M4 16h12',
  unsent: 'M10 5v6m0 3.5v.5',
};

/** Saved, saving or not saved: always true. What passes too fast to be worth hearing is not spoken. */
function SaveState({ sitting }: { sitting: Sitting }) {
  const { t, f } = useLanguage();
  const { saved, unsaved, entry } = sitting;
  const savedAt = entry!.savedAt;
  const isWaiting = saved.kind === 'offline' || saved.kind === 'busy';
  const [kind, words] = ((): [string, string] => {
    if (sitting.stage.kind === 'handing-in')
      return isWaiting ? ['unsent', t.attempt.notSubmitted] : ['saving', t.attempt.handingIn];
    if (saved.kind === 'refused') return ['unsent', t.attempt.notSaved];
    if (unsaved > 0) return isWaiting ? ['unsent', t.attempt.unsent(f.count(unsaved))] : ['saving', t.attempt.saving];
    const isBlank = sitting.unanswered.length === entry!.paper.questions.length;
    return savedAt === null || isBlank ? ['idle', t.attempt.idle] : ['saved', t.attempt.saved(f.clockTime(savedAt))];
  })();
  const long = ((): string | null => {
    if (!isWaiting || sitting.stage.kind === 'handing-in') return null;
    if (saved.kind === 'busy') return t.attempt.busy;
    return unsaved > 0 ? t.attempt.offline : t.attempt.offlineSaved;
  })();
  return (
    <>
      <span class={`attempt-saved attempt-saved-${kind}`} data-state={kind}>
        <svg width="18" height="18" viewBox="0 0 20 20" aria-hidden="true">
          <path
            d={MARKS[kind]}
            fill="none"
            stroke="currentColor"
            stroke-width="2.5"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </svg>
        <span>{words}</span>
      </span>
      {long && <p class="attempt-strip">{long}</p>}
      <span class="unseen" role="status">
        {long ?? (kind === 'saving' ? '' : words)}
      </span>
    </>
  );
}

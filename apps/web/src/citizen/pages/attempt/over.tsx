import type { End, Sitting } from '../../attempt/sitting.js';
import { useLanguage } from '../../language.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { optionWords } from './letters.js';

/** The attempt takes no more answers: the truth about which of them count. */
export function Over({ sitting, end: { why, truth } }: { sitting: Sitting; end: End }) {
  const { t, f } = useLanguage();
  const paper = sitting.entry?.paper;
  const title = {
    DEADLINE_PASSED: t.attempt.timeUpTitle,
    ATTEMPT_CLOSED: t.attempt.closedTitle,
    ATTEMPT_VOIDED: t.attempt.voidedTitle,
  }[why];
  const words = (position: number, options: readonly number[]) =>
    optionWords(paper!.questions[position - 1]!, options, true) || t.attempt.nothingChosen;
  return (
    <Frame title={title ?? t.attempt.closedTitle} isNarrow>
      {why === 'DEADLINE_PASSED' && paper && <p>{t.attempt.timeUp(f.clockTime(paper.deadlineAt))}</p>}
      {why === 'ATTEMPT_CLOSED' && <p>{t.attempt.closedText}</p>}
      {why === 'ATTEMPT_VOIDED' && <p>{t.attempt.voidedText}</p>}
      {!truth && <Waiting words={t.attempt.asking} lines={2} />}
      {truth && paper && why !== 'ATTEMPT_VOIDED' && (
        <p class="box box-good" role="status">
          {t.attempt.countedAnswers(f.count(truth.answered), f.count(paper.questions.length))}
        </p>
      )}
      {truth && truth.notCounted.length > 0 && why !== 'ATTEMPT_VOIDED' && (
        <section class="box box-warn attempt-unsent" role="status">
          <h2>{t.attempt.notCountedTitle(f.count(truth.notCounted.length))}</h2>
          <p>{t.attempt.notCountedText}</p>
          <ul>
            {truth.notCounted.map(({ position, options, instead }) => (
              <li key={position}>
                {t.attempt.notCountedLine(f.count(position), words(position, options), words(position, instead))}
              </li>
            ))}
          </ul>
        </section>
      )}
      {truth && !truth.isClosed && why !== 'ATTEMPT_VOIDED' && (
        <p class="soft" role="status">
          {t.attempt.closing}
        </p>
      )}
      {truth && (truth.isClosed || why === 'ATTEMPT_VOIDED') && (
        <p class="attempt-actions">
          <button type="button" class="button button-large button-full" onClick={() => void sitting.leaveForResult()}>
            {t.attempt.toResult}
          </button>
        </p>
      )}
    </Frame>
  );
}

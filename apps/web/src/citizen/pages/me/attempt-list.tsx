import { useState } from 'preact/hooks';
import type { OwnAttempt } from '../../../shared/api/views.js';
import { fold } from '../../../shared/fold.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { Waiting } from '../../ui/waiting.js';
import { WorkButton } from '../../ui/work-button.js';
import { AttemptCard } from './attempt-card.js';
import { useOwnAttempts } from './use-own-attempts.js';

/** Fewer are seen at a glance. */
const SEARCH_FROM = 6;

/** Every word that was typed stands somewhere in what is known of the attempt; of a receipt with or without its dashes. */
function matches(attempt: OwnAttempt, words: string): boolean {
  const { contestTitle, roundTitle, receiptNumber } = attempt;
  const receipt = receiptNumber ?? '';
  const text = fold(`${contestTitle} ${roundTitle} ${receipt} ${receipt.replace(/-/g, '')}`);
  return fold(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** My attempts with their receipts, newest first. */
export function AttemptList() {
  const { t, f } = useLanguage();
  const { attempts, next, error, isLoading, more, all } = useOwnAttempts();
  const [words, setWords] = useState('');
  const isSearching = words.trim() !== '';
  const shown = isSearching ? attempts.filter((attempt) => matches(attempt, words.trim())) : attempts;

  if (next === undefined) return error ? <ErrorBox error={error} again={() => void more()} /> : <Waiting />;
  if (attempts.length === 0)
    return (
      <div class="card">
        <p>{t.me.noAttempts}</p>
        <a class="button" href="/">
          {t.me.chooseContest}
        </a>
      </div>
    );
  const search = (typed: string) => {
    setWords(typed);
    // What is searched is all of it, not only what has been shown.
    if (typed.trim() !== '' && next !== null && !isLoading) void all();
  };
  return (
    <>
      {(attempts.length >= SEARCH_FROM || next !== null) && (
        <div role="search">
          <TextField id="tim-luot" label={t.me.search} hint={t.me.searchHint} value={words} onValue={search} />
          <p class="soft" role="status">
            {isSearching &&
              (isLoading
                ? t.me.loadingMore
                : shown.length === 0
                  ? t.me.foundNone
                  : t.me.foundCount(f.count(shown.length)))}
          </p>
        </div>
      )}
      <ul class="attempts">
        {shown.map((attempt) => (
          <AttemptCard key={attempt.attemptId} attempt={attempt} />
        ))}
      </ul>
      {error && <ErrorBox error={error} again={() => void more()} />}
      {next !== null && !isSearching && !error && (
        <WorkButton class="button button-second" work={more} onError={() => {}} busy={t.me.loadingMore}>
          {t.me.more}
        </WorkButton>
      )}
    </>
  );
}

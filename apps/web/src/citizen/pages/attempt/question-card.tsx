import { useState } from 'preact/hooks';
import type { Question } from '../../../shared/api/views.js';
import { tab } from '../../../shared/storage.js';
import type { Sitting } from '../../attempt/sitting.js';
import { useLanguage } from '../../language.js';
import { EditorMark } from '../../ui/editor-mark.js';
import { letterOf } from './letters.js';
import { Listen } from './listen.js';

/** One question with its options as large targets. */
export function QuestionCard({ sitting, question }: { sitting: Sitting; question: Question }) {
  const { t, f } = useLanguage();
  const { paper, flags } = sitting.entry!;
  const { position, kind, pictures } = question;
  const chosen = sitting.chosen(position);
  const isFlagged = flags.includes(position);
  const isSeveral = kind === 'multiple';
  const text = useWording(paper.questions, question);
  const hint = {
    single: t.attempt.chooseOne,
    multiple: t.attempt.chooseSeveral,
    true_false: t.attempt.chooseTrueFalse,
  };

  const choose = (option: number, isChosen: boolean) => {
    const others = isSeveral ? chosen.filter((other) => other !== option) : [];
    sitting.answer(position, isChosen ? [...others, option] : others);
  };

  return (
    <section class="card attempt-question">
      <p class="attempt-where">
        {paper.contest.title} · {paper.round.title} · {t.attempt.attemptNo(f.count(paper.attemptNo))}
      </p>
      <div class="attempt-head">
        <h1 id="cau" tabIndex={-1}>
          {t.attempt.questionOf(f.count(position), f.count(paper.questions.length))}
        </h1>
        <button
          type="button"
          class="attempt-flag"
          aria-pressed={isFlagged}
          title={t.attempt.flagHint}
          onClick={() => sitting.flag(position)}
        >
          <svg width="18" height="20" viewBox="0 0 18 20" aria-hidden="true">
            <path
              d="M3 19V2m0 0h11l-2.5 4L14 10H3"
              fill={isFlagged ? 'currentColor' : 'none'}
              stroke="currentColor"
              stroke-width="2"
              stroke-linecap="round"
              stroke-linejoin="round"
            />
          </svg>
          {isFlagged ? t.attempt.flagged : t.attempt.flag}
        </button>
      </div>
      {text.chooser}
      <div role={isSeveral ? 'group' : 'radiogroup'} aria-labelledby="cau de-bai" aria-describedby="cach-chon">
        <p class="attempt-stem" id="de-bai" lang={text.language}>
          {text.stem}
        </p>
        <EditorMark mark={question.editorMark} />
        {pictures.map(({ url, alt }) => (
          <img key={url} class="attempt-picture" src={url} alt={alt} />
        ))}
        <Listen question={question} wording={text} />
        <div class="attempt-hint">
          <p id="cach-chon">{hint[kind]}</p>
          {!isSeveral && chosen.length > 0 && !sitting.isTimeUp && (
            <button
              type="button"
              class="button button-quiet attempt-clear"
              onClick={(event) => {
                // The button goes away: the keyboard stays with the question.
                event.currentTarget.closest('section')?.querySelector('input')?.focus();
                sitting.answer(position, []);
              }}
            >
              {t.attempt.clear}
            </button>
          )}
        </div>
        {text.options.map((option, i) => (
          <label key={i} class={chosen.includes(i + 1) ? 'attempt-option attempt-option-chosen' : 'attempt-option'}>
            <input
              type={isSeveral ? 'checkbox' : 'radio'}
              name={`cau-${position}`}
              checked={chosen.includes(i + 1)}
              disabled={sitting.isTimeUp}
              onChange={(event) => choose(i + 1, event.currentTarget.checked)}
            />
            {letterOf(question, i + 1) !== '' && <span class="attempt-letter">{letterOf(question, i + 1)}</span>}
            <span lang={text.language}>{option}</span>
          </label>
        ))}
      </div>
    </section>
  );
}

const VIETNAMESE = 'vi';
const KEPT = 'ngon-ngu-cau-hoi';

/** The question in the language that the person chose where it exists, in Vietnamese otherwise. */
function useWording(questions: readonly Question[], question: Question) {
  const { t } = useLanguage();
  const [language, setLanguage] = useState(() => tab.read<string>(KEPT) ?? VIETNAMESE);
  const known = new Map(questions.flatMap(({ wordings }) => wordings.map((one) => [one.language, one.languageTitle])));
  const found = question.wordings.find((wording) => wording.language === language);
  const choose = (chosen: string) => {
    tab.write(KEPT, chosen);
    setLanguage(chosen);
  };
  const isMissing = language !== VIETNAMESE && !found && known.has(language);
  const chooser = known.size > 0 && (
    <div class="attempt-languages">
      <div class="choices" role="group" aria-label={t.attempt.questionLanguage}>
        {[[VIETNAMESE, t.attempt.vietnamese] as const, ...known].map(([code, title]) => (
          <button
            key={code}
            type="button"
            class="choice"
            aria-pressed={code === language || (code === VIETNAMESE && !known.has(language))}
            onClick={() => choose(code)}
          >
            {title}
          </button>
        ))}
      </div>
      {isMissing && <p class="soft">{t.attempt.onlyVietnamese}</p>}
    </div>
  );
  return {
    chooser,
    stem: found?.stem ?? question.stem,
    options: found?.options ?? question.options,
    audio: found ? found.audio : question.audio,
    language: found?.language ?? VIETNAMESE,
    languageTitle: found?.languageTitle ?? t.attempt.vietnamese,
  };
}

import { serverNow } from '../../../shared/api/server-clock.js';
import type { Result, Review, ReviewedQuestion } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { EditorMark } from '../../ui/editor-mark.js';
import { verdictOf, type Verdict } from './score.js';

const TAGS: Record<Verdict, string> = {
  right: 'tag tag-good',
  part: 'tag tag-part',
  wrong: 'tag tag-wrong',
  none: 'tag tag-quiet',
  annulled: 'tag tag-quiet',
};

/** What the rules show later, each with its moment. */
export function Later({ result, review }: { result: Result; review: Review }) {
  const { t, f } = useLanguage();
  const when = (at: string) => f.weekdayTime(at, serverNow());
  const { ownAnswers, key, explanations } = review;
  const isTogether = key.at === explanations.at;
  const said = [
    result.score !== null && !ownAnswers.released && ownAnswers.at && t.result.answersAt(when(ownAnswers.at)),
    !key.released &&
      (key.at
        ? (isTogether ? t.result.keyAt : t.result.keyAlone)(when(key.at))
        : result.state === 'graded' && t.result.keyNever),
    !explanations.released &&
      !isTogether &&
      (explanations.at ? t.result.explanationsAt(when(explanations.at)) : t.result.explanationsNever),
  ].filter((sentence): sentence is string => Boolean(sentence));
  if (said.length === 0) return null;
  return (
    <section class="box">
      <h2 class="unseen">{t.result.laterTitle}</h2>
      {said.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}

/** The paper once more: what was chosen, what is right and why, as far as it is released. */
export function ReviewList({ review }: { review: Review }) {
  const { t, f } = useLanguage();
  if (!review.ownAnswers.released && !review.key.released) return null;
  const mended = review.questions.filter(({ rule }) => rule === 'annulled' || rule === 'all_credit');
  return (
    <section>
      {mended.length > 0 && (
        <div class="box box-warn">
          {mended.map(({ position, rule }) => (
            <p key={position}>{(rule === 'annulled' ? t.result.annulled : t.result.allCredit)(f.count(position))}</p>
          ))}
        </div>
      )}
      <details class="card review">
        <summary>
          <h2>{t.result.reviewTitle}</h2>
          <span class="soft">{t.result.reviewQuestions(f.count(review.questions.length))}</span>
        </summary>
        <ol class="review-list">
          {review.questions.map((question) => (
            <li key={question.position}>
              <Question question={question} />
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

function Question({ question }: { question: ReviewedQuestion }) {
  const { t, f } = useLanguage();
  const { position, stem, options, editorMark, pictures, chosen, correct, explanation, source } = question;
  const verdict = verdictOf(question);
  const words = {
    right: t.result.markRight,
    part: t.result.markPart,
    wrong: t.result.markWrong,
    none: t.result.markNone,
    annulled: null,
  };
  return (
    <article>
      <h3>
        {t.result.question(f.count(position))}{' '}
        {verdict && words[verdict] && <span class={TAGS[verdict]}>{words[verdict]}</span>}
      </h3>
      <p class="review-stem">{stem}</p>
      <EditorMark mark={editorMark} />
      {pictures.map(({ url, alt }) => (
        <img key={url} src={url} alt={alt} loading="lazy" />
      ))}
      <ul class="review-options">
        {options.map((option, i) => {
          const isChosen = chosen?.includes(i + 1) ?? false;
          const isRight = correct?.includes(i + 1) ?? false;
          const isWrong = isChosen && !isRight && (correct !== null || verdict === 'wrong');
          const isFine = isRight || (isChosen && verdict === 'right');
          const look = isFine ? 'is-right' : isWrong ? 'is-wrong' : isChosen ? 'is-chosen' : undefined;
          return (
            <li key={i} class={look}>
              <span>{option}</span>
              {(isChosen || isRight) && (
                <strong>
                  {[isChosen && t.result.ownChoice, isRight && t.result.rightChoice].filter(Boolean).join(' · ')}
                </strong>
              )}
            </li>
          );
        })}
      </ul>
      {chosen?.length === 0 && <p class="soft">{t.result.noChoice}</p>}
      {explanation && (
        <p>
          <strong>{t.result.explanation}:</strong> {explanation}
        </p>
      )}
      {source && (
        <p class="soft">
          {t.result.source([source.article, source.document].filter(Boolean).join(', '))}
          {source.date && ` (${f.date(source.date)})`}
          {source.article === null && `; ${t.result.articleUnknown}`}
        </p>
      )}
    </article>
  );
}

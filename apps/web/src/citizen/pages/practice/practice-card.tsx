import { useMemo, useRef, useState } from 'preact/hooks';
import { post, type Answer } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { EditorMark } from '../../ui/editor-mark.js';
import { ErrorBox } from '../../ui/error-box.js';

export type Question = Answer<'/api/contests/{slug}/practice/questions', 'get'>['questions'][number];
type Verdict = Answer<'/api/contests/{slug}/practice/answers', 'post'>;

/** The options as they are shown: in an order of their own each time, unless the order says something. */
function shuffled({ options, isOrderFixed }: Question): { text: string; number: number }[] {
  const list = options.map((text, i) => ({ text, number: i + 1, by: isOrderFixed ? i : Math.random() }));
  return list.sort((a, b) => a.by - b.by);
}

/** One question: chosen, answered, and at once what is right and why. */
export function PracticeCard({
  slug,
  question,
  number,
  onAnswered,
  onNext,
}: {
  slug: string;
  question: Question;
  number: string;
  onAnswered: (isRight: boolean) => void;
  onNext: () => Promise<void>;
}) {
  const { t, f } = useLanguage();
  const options = useMemo(() => shuffled(question), [question]);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [hint, setHint] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const told = useRef<HTMLParagraphElement>(null);
  const isSeveral = question.kind === 'multiple';
  const toggle = (option: number) => {
    setHint('');
    if (!isSeveral) return setChosen([option]);
    setChosen(chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]);
  };
  const work = async (act: () => Promise<void>) => {
    if (isBusy) return;
    setBusy(true);
    setError(null);
    await act().catch(setError);
    setBusy(false);
  };
  const check = async () => {
    if (chosen.length === 0) return setHint(t.practice.choose);
    const body = { questionId: question.id, options: [...chosen] };
    const answer = await post('/api/contests/{slug}/practice/answers', body, { path: { slug } });
    setVerdict(answer);
    onAnswered(answer.isRight);
    requestAnimationFrame(() => told.current?.focus());
  };
  const source = verdict && [verdict.source.article, verdict.source.document].filter(Boolean).join(', ');
  return (
    <form
      class="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void work(verdict ? onNext : check);
      }}
    >
      <h2>{t.practice.question(number)}</h2>
      <p class="practice-stem">{question.stem}</p>
      <EditorMark mark={question.editorMark} />
      <fieldset class="practice-options" disabled={verdict !== null}>
        <legend class="soft">{isSeveral ? t.practice.several : t.practice.one}</legend>
        {options.map(({ text, number: option }) => {
          const isChosen = chosen.includes(option);
          const isRight = verdict?.rightOptions.includes(option) ?? false;
          const look = isRight ? ' is-right' : verdict && isChosen ? ' is-wrong' : '';
          const marks = verdict
            ? [isChosen && t.practice.ownChoice, isRight && t.practice.rightChoice].filter(Boolean).join(' · ')
            : '';
          return (
            <label key={option} class={`practice-option${look}`}>
              <input
                type={isSeveral ? 'checkbox' : 'radio'}
                name="phuong-an"
                checked={isChosen}
                onChange={() => toggle(option)}
              />
              <span>{text}</span>
              {marks && <strong>{marks}</strong>}
            </label>
          );
        })}
      </fieldset>
      <div role="alert">{hint && <p class="wrong">{hint}</p>}</div>
      {verdict && (
        <div class={`box ${verdict.isRight ? 'box-good' : 'box-wrong'}`}>
          <p ref={told} tabIndex={-1}>
            <strong>{verdict.isRight ? t.practice.right : t.practice.wrong}</strong>
          </p>
          {verdict.explanation && (
            <p>
              <strong>{t.practice.explanation}:</strong> {verdict.explanation}
            </p>
          )}
          {source && (
            <p class="soft">
              {t.practice.source(source)}
              {verdict.source.date && ` (${f.date(verdict.source.date)})`}
              {verdict.source.article === null && `; ${t.practice.articleUnknown}`}
            </p>
          )}
        </div>
      )}
      {error && <ErrorBox error={error} />}
      <button type="submit" class="button button-large" aria-disabled={isBusy}>
        {isBusy ? t.practice.checking : verdict ? t.practice.next : t.practice.check}
      </button>
    </form>
  );
}

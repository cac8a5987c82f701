import { useEffect, useRef, useState } from 'preact/hooks';
import { get, Refusal } from '../../../shared/api/client.js';
import { practice as practiceWords } from '../../../shared/messages/vi/practice.js';
import { contestPath } from '../../contest/paths.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field } from '../../ui/field.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { bringWords } from '../../words.js';
import { PracticeCard, type Question } from './practice-card.js';
import './practice.css';

bringWords({ practice: practiceWords });

/** The server is told of so many that were just answered, so that they do not come again at once. */
const REMEMBERED = 100;

/** Practising for a contest, for anybody and as often as they like. */
export function Page({ params }: PageProps) {
  const { t, f } = useLanguage();
  const slug = params['slug']!;
  const { data, error, reload } = useGet('/api/contests/{slug}/practice', { path: { slug } });
  const [topic, setTopic] = useState('');
  const [isFailed, setFailed] = useState<Error | null>(null);
  const [waiting, setWaiting] = useState<readonly Question[]>([]);
  const [tally, setTally] = useState({ asked: 1, right: 0, done: 0 });
  const answered = useRef<readonly number[]>([]);
  const isOpen = data?.isOpen ?? false;

  const fetchFor = async (of: string) => {
    const without = answered.current.join(',');
    const query = { topic: of, without };
    const { questions } = await get('/api/contests/{slug}/practice/questions', { path: { slug }, query });
    setWaiting(questions);
  };
  useEffect(() => {
    if (isOpen) fetchFor(topic).then(() => setFailed(null), setFailed);
  }, [isOpen, topic]);

  const back = (
    <p>
      <a class="button button-second" href={contestPath(slug)}>
        {t.practice.toContest}
      </a>
    </p>
  );
  if (error instanceof Refusal && error.code === 'PRACTICE_NOT_FOUND')
    return (
      <Frame title={t.practice.title} lead={t.practice.none}>
        {back}
      </Frame>
    );
  if (!data)
    return <Frame title={t.practice.title}>{error ? <ErrorBox error={error} again={reload} /> : <Waiting />}</Frame>;
  if (!isOpen)
    return (
      <Frame title={t.practice.title} lead={data.questions === 0 ? t.practice.empty : t.practice.closed}>
        {back}
      </Frame>
    );
  const [question] = waiting;
  const next = async () => {
    answered.current = [question!.id, ...answered.current].slice(0, REMEMBERED);
    if (waiting.length > 1) setWaiting(waiting.slice(1));
    else await fetchFor(topic);
    setTally((old) => ({ ...old, asked: old.asked + 1 }));
  };
  return (
    <Frame title={t.practice.title} lead={t.practice.lead(data.contestTitle)} isNarrow>
      <Field id="topic" label={t.practice.topic}>
        {(tied) => (
          <select {...tied} class="input" value={topic} onChange={(event) => setTopic(event.currentTarget.value)}>
            <option value="">{t.practice.allTopics(f.count(data.questions))}</option>
            {data.topics.map(({ code, title, questions }) => (
              <option key={code} value={code}>
                {t.practice.topicOf(title, f.count(questions))}
              </option>
            ))}
          </select>
        )}
      </Field>
      {isFailed && (
        <ErrorBox error={isFailed} again={() => void fetchFor(topic).then(() => setFailed(null), setFailed)} />
      )}
      {!question && !isFailed && <Waiting />}
      {question && (
        <PracticeCard
          key={`${tally.asked}-${question.id}`}
          slug={slug}
          question={question}
          number={f.count(tally.asked)}
          onAnswered={(isRight) =>
            setTally((old) => ({ ...old, done: old.done + 1, right: old.right + (isRight ? 1 : 0) }))
          }
          onNext={next}
        />
      )}
      {tally.done > 0 && <p role="status">{t.practice.tally(f.count(tally.right), f.count(tally.done))}</p>}
      {back}
    </Frame>
  );
}

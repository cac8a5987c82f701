import { useEffect, useState } from 'react';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useList } from '../../ui/use-list.js';
import { Waiting } from '../../ui/waiting.js';
import { CorrectionCard } from './correction-card.js';
import { CorrectionForm } from './correction-form.js';
import { isUnderWay, type AskedItem } from './correction.js';
import './wrong-keys.css';

const LOOK_EVERY_MS = 1_500;

/** A wrong key that was found: choose the question, look what would change, have it done, and watch. */
export function Page() {
  const { t } = useLanguage();
  const { slug } = useContest();
  const [chosen, setChosen] = useState<AskedItem | null>(null);
  const history = useApi('/api/contests/{slug}/key-corrections', { path: { slug } });
  const isBusy = history.data?.corrections.some(isUnderWay) ?? false;
  useEffect(() => {
    if (!isBusy) return;
    const timer = setInterval(() => void renew('/api/contests/{slug}/key-corrections'), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isBusy]);
  return (
    <>
      <div className="head">
        <h1>{t.keys.title}</h1>
      </div>
      <p>{t.keys.lead}</p>
      {chosen && <CorrectionForm key={chosen.itemVersionId} item={chosen} onDone={() => setChosen(null)} />}
      {history.error && !history.data && <ErrorBox error={history.error} again={() => void history.refetch()} />}
      {!history.data && !history.error && <Waiting lines={3} />}
      <h2>{t.keys.history}</h2>
      {history.data?.corrections.length === 0 && <p className="soft">{t.keys.noHistory}</p>}
      {history.data?.corrections.map((correction) => (
        <CorrectionCard key={correction.id} correction={correction} mayApprove={history.data.mayApprove} />
      ))}
      {!chosen && (
        <>
          <h2>{t.keys.questions}</h2>
          <Questions onChoose={setChosen} />
        </>
      )}
    </>
  );
}

function Questions({ onChoose }: { onChoose: (item: AskedItem) => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const query = { q: list.search || undefined, after: list.after };
  const answer = useApi('/api/contests/{slug}/items', { path: { slug }, query });
  const columns: Column<AskedItem>[] = [
    {
      key: 'code',
      title: t.keys.code,
      isHeader: true,
      cell: ({ code }) => <span className="wrong-key-code">{code}</span>,
    },
    {
      key: 'question',
      title: t.keys.question,
      cell: ({ stem, topic, rounds }) => (
        <>
          {stem}
          <span className="hint">{t.keys.about(topic, rounds.map((round) => f.count(round)).join(', '))}</span>
        </>
      ),
    },
    {
      key: 'acts',
      title: '',
      cell: (item) => (
        <Button kind="second" work={() => onChoose(item)} label={t.keys.correctOf(item.code)}>
          {t.keys.correct}
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      name={t.keys.questions}
      list={list}
      answer={answer}
      rows={answer.data?.items}
      rowKey={({ itemVersionId }) => itemVersionId}
      columns={columns}
      next={answer.data?.next}
      searchLabel={t.keys.search}
      empty={<p>{list.search ? t.keys.notFound : t.keys.none}</p>}
    />
  );
}

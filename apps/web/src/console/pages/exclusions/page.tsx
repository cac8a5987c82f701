import { useState } from 'react';
import { Link } from 'react-router';
import { call, type Answer } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Confirm } from '../../ui/dialog.js';
import { useToast } from '../../ui/toast.js';
import { useList } from '../../ui/use-list.js';
import { AddDialog } from './add-dialog.js';

type Line = Answer<'/api/contests/{slug}/exclusions', 'get'>['exclusions'][number];

/** Who may not take part, what they did before, adding and taking off. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const say = useToast();
  const answer = useApi('/api/contests/{slug}/exclusions', { path: { slug }, query: { after: list.after } });
  const [isAdding, setAdding] = useState(false);
  const [lifted, setLifted] = useState<Line | null>(null);
  const nameOf = (line: Line) => line.fullName ?? line.phone ?? t.exclusions.unknown;
  const columns: Column<Line>[] = [
    {
      key: 'person',
      title: t.exclusions.person,
      isHeader: true,
      cell: (line) => (
        <>
          {line.fullName ?? <span className="soft">{t.exclusions.unknown}</span>}
          {line.unitName && (
            <>
              <br />
              <span className="soft">{line.unitName}</span>
            </>
          )}
        </>
      ),
    },
    {
      key: 'phone',
      title: t.exclusions.phone,
      cell: ({ phone }) => phone ?? <span className="soft">{t.support.noPhone}</span>,
    },
    { key: 'reason', title: t.exclusions.reason, cell: ({ reason }) => t.exclusions.reasons[reason] },
    {
      key: 'attempts',
      title: t.exclusions.attempts,
      cell: ({ attempts }) =>
        attempts.length === 0 ? (
          <span className="soft">{t.exclusions.noAttempts}</span>
        ) : (
          attempts.map(({ attemptId, roundTitle, startedAt, voided }) => (
            <span key={attemptId} className="line">
              {t.exclusions.attempt(roundTitle, f.weekdayTime(startedAt, 0))}{' '}
              {voided && <span className="tag tag-quiet">{t.exclusions.voided}</span>}
            </span>
          ))
        ),
    },
    { key: 'declaredAt', title: t.exclusions.declaredAt, cell: ({ declaredAt }) => f.date(declaredAt) },
    {
      key: 'acts',
      title: '',
      cell: (line) => (
        <Button kind="quiet" work={() => setLifted(line)} label={t.exclusions.liftFor(nameOf(line))}>
          {t.exclusions.lift}
        </Button>
      ),
    },
  ];
  return (
    <>
      <div className="head">
        <h1>{t.exclusions.title}</h1>
        <Button work={() => setAdding(true)}>{t.exclusions.add}</Button>
      </div>
      <p>{t.exclusions.lead}</p>
      <p>
        <Link to={{ pathname: '/ho-tro', search: `?cuoc-thi=${slug}` }}>{t.exclusions.toSearch}</Link>
      </p>
      <DataTable
        name={t.exclusions.title}
        list={list}
        answer={answer}
        rows={answer.data?.exclusions}
        rowKey={({ id }) => id}
        columns={columns}
        next={answer.data?.next}
        empty={<p>{t.exclusions.empty}</p>}
      />
      {isAdding && <AddDialog onClose={() => setAdding(false)} />}
      {lifted && (
        <Confirm
          title={t.exclusions.liftTitle(nameOf(lifted))}
          act={t.exclusions.lift}
          work={async () => {
            await call('delete', '/api/contests/{slug}/exclusions/{id}', { path: { slug, id: String(lifted.id) } });
            await renew('/api/contests/{slug}/exclusions');
            say(t.exclusions.lifted);
          }}
          onDone={() => setLifted(null)}
          onClose={() => setLifted(null)}
        >
          <p>{t.exclusions.liftText}</p>
        </Confirm>
      )}
    </>
  );
}

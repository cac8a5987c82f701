import { Link } from 'react-router';
import type { Answer } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { useList } from '../../ui/use-list.js';

type Line = Answer<'/api/contest-plans', 'get'>['plans'][number];

const TAGS: Record<Line['state'], string> = {
  drafting: 'tag tag-warn',
  made: 'tag tag-warn',
  published: 'tag tag-good',
  closed: 'tag tag-quiet',
};

/** Every contest that is set up, or was: where it stands, and the way into its document. */
export function Page() {
  const { t, f } = useLanguage();
  const list = useList();
  const answer = useApi('/api/contest-plans', { query: { q: list.search, after: list.after } });
  const columns: Column<Line>[] = [
    {
      key: 'title',
      title: t.plans.contest,
      isHeader: true,
      cell: ({ id, title, slug }) => (
        <>
          <Link to={{ pathname: '/cuoc-thi/soan', search: `?ban=${id}` }}>{title || t.plans.untitled}</Link>
          {slug && <span className="line soft">/cuoc-thi/{slug}</span>}
        </>
      ),
    },
    {
      key: 'state',
      title: t.plans.state,
      cell: ({ state }) => <span className={TAGS[state]}>{t.plans.states[state]}</span>,
    },
    {
      key: 'updatedAt',
      title: t.plans.changedAt,
      cell: ({ updatedAt, updatedByName }) => (
        <>
          {f.weekdayTime(updatedAt, 0)}
          {updatedByName && <span className="line soft">{updatedByName}</span>}
        </>
      ),
    },
    {
      key: 'acts',
      title: '',
      cell: ({ id, title, state, contestSlug }) =>
        state === 'published' && contestSlug ? (
          <a href={`/cuoc-thi/${contestSlug}`}>{t.plans.see}</a>
        ) : (
          <Link
            to={{ pathname: '/cuoc-thi/soan', search: `?ban=${id}` }}
            aria-label={t.plans.editOf(title || t.plans.untitled)}
          >
            {t.plans.edit}
          </Link>
        ),
    },
  ];
  return (
    <>
      <div className="head">
        <h1>{t.plans.title}</h1>
        <Link className="button" to="/cuoc-thi/moi">
          {t.plans.create}
        </Link>
      </div>
      <DataTable
        name={t.plans.title}
        list={list}
        answer={answer}
        rows={answer.data?.plans}
        rowKey={({ id }) => id}
        columns={columns}
        next={answer.data?.next}
        searchLabel={t.plans.search}
        empty={<p>{list.search ? t.plans.notFound : t.plans.empty}</p>}
      />
    </>
  );
}

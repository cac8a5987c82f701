import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { Answer } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { localDay } from '../../regulations.js';
import { runsAll, useAccount } from '../../session.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { RowMenu } from '../../ui/row-menu.js';
import { TreeUnitField, type TreeUnit } from '../../ui/tree-unit-field.js';
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
  const go = useNavigate();
  const list = useList();
  const isProvince = runsAll(useAccount().roles);
  const unitCode = list.choice('don-vi');
  const query = { q: list.search, after: list.after, ...(unitCode !== '' && { unit: unitCode }) };
  const answer = useApi('/api/contest-plans', { query });
  const actsOn = ({ id, runBy, contestSlug, state, isStopped }: Line) => [
    {
      title: state === 'published' ? t.plans.openPlan : t.plans.edit,
      act: () => void go({ pathname: '/cuoc-thi/soan', search: `?ban=${id}` }),
    },
    ...(state === 'published' && contestSlug !== null
      ? [{ title: t.plans.see, act: () => location.assign(`/cuoc-thi/${contestSlug}`) }]
      : []),
    ...(isProvince && runBy === null
      ? [{ title: t.plans.offer, act: () => void go({ pathname: '/cuoc-thi/giao', search: `?ban=${id}` }) }]
      : []),
    ...(isProvince && runBy !== null && state === 'published'
      ? [
          {
            title: isStopped ? t.offers.lift : t.offers.stop,
            act: () => void go({ pathname: '/dieu-hanh', search: `?cuoc-thi=${contestSlug}` }),
          },
        ]
      : []),
  ];
  const columns: Column<Line>[] = [
    {
      key: 'title',
      title: t.plans.contest,
      isHeader: true,
      cell: ({ id, title, slug }) => (
        <>
          <Link to={{ pathname: '/cuoc-thi/soan', search: `?ban=${id}` }}>{title || t.plans.untitled}</Link>
          {slug && <span className="hint">/cuoc-thi/{slug}</span>}
        </>
      ),
    },
    {
      key: 'state',
      title: t.plans.state,
      cell: ({ state, isOffered, isStopped }) => (
        <span className="row">
          <span className={TAGS[state]}>{t.plans.states[state]}</span>
          {isStopped && <span className="tag tag-wrong">{t.plans.stopped}</span>}
          {isOffered && <span className="tag">{t.plans.offered}</span>}
        </span>
      ),
    },
    {
      key: 'runBy',
      title: t.plans.runBy,
      cell: ({ runBy }) => runBy?.name ?? <span className="soft">{t.plans.runByProvince}</span>,
    },
    {
      key: 'updatedAt',
      title: t.plans.changedAt,
      cell: ({ updatedAt, updatedByName }) => (
        <>
          {f.weekdayTime(updatedAt, 0)}
          {updatedByName && <span className="hint">{updatedByName}</span>}
        </>
      ),
    },
    {
      key: 'acts',
      title: '',
      cell: (line) => <RowMenu name={line.title || t.plans.untitled} acts={actsOn(line)} />,
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
        empty={<p>{list.search || unitCode ? t.plans.notFound : isProvince ? t.plans.empty : t.plans.emptyUnit}</p>}
        filters={isProvince && <UnitFilter code={unitCode} onChange={(code) => list.choose('don-vi', code)} />}
      />
    </>
  );
}

/** Only what a unit runs, or one below it. The address keeps the code; its name is looked for once. */
function UnitFilter({ code, onChange }: { code: string; onChange: (code: string) => void }) {
  const { t } = useLanguage();
  const on = localDay(serverNow());
  const [chosen, setChosen] = useState<TreeUnit | null>(null);
  const isKnown = code === '' || chosen?.code === code;
  const named = useApi(isKnown ? null : '/api/unit-tree', { query: { search: code, on, limit: 20 } });
  const unit = isKnown ? chosen : (named.data?.units.find((one) => one.code === code) ?? null);
  return (
    <TreeUnitField
      key={unit?.code ?? ''}
      on={on}
      label={t.plans.byUnit}
      value={code === '' ? null : unit}
      onChange={(next) => {
        setChosen(next);
        onChange(next?.code ?? '');
      }}
    />
  );
}

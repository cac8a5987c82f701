import { useState } from 'react';
import type { Answer } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { SelectField } from '../../ui/field.js';
import { useList } from '../../ui/use-list.js';
import { DecideDialog } from './decide-dialog.js';

type Correction = Answer<'/api/contests/{slug}/unit-corrections', 'get'>['corrections'][number];

const STATE = 'loc';
const STATES = ['open', 'disputed', 'approved', 'refused'] as const;

/** Requests to stand for another unit, decided one by one or many at a time; disputes apart. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const state = STATES.find((one) => one === list.choice(STATE)) ?? 'open';
  const query = { state, after: list.after };
  const answer = useApi('/api/contests/{slug}/unit-corrections', { path: { slug }, query });
  const [chosen, setChosen] = useState<ReadonlySet<string | number>>(new Set());
  const [approving, setApproving] = useState<boolean | null>(null);
  const counts = answer.data?.counts;
  const canDecide = state === 'open' || state === 'disputed';
  const unitCell = (unit: Correction['from']) => (
    <>
      {unit.name}
      {unit.parentName && (
        <>
          <br />
          <span className="soft">{unit.parentName}</span>
        </>
      )}
    </>
  );
  const columns: Column<Correction>[] = [
    {
      key: 'person',
      title: t.corrections.person,
      isHeader: true,
      cell: ({ fullName, disputed }) => (
        <>
          {fullName} {disputed && <span className="tag tag-warn">{t.corrections.disputed}</span>}
        </>
      ),
    },
    { key: 'from', title: t.corrections.from, cell: ({ from }) => unitCell(from) },
    { key: 'to', title: t.corrections.to, cell: ({ to }) => unitCell(to) },
    { key: 'attempts', title: t.corrections.attempts, isNumber: true, cell: ({ attempts }) => f.count(attempts) },
    {
      key: 'reason',
      title: t.corrections.reason,
      cell: ({ reason, note }) => (
        <>
          {reason ?? <span className="soft">{t.corrections.noReason}</span>}
          {note && (
            <>
              <br />
              <span className="soft">{t.corrections.note(note)}</span>
            </>
          )}
        </>
      ),
    },
    { key: 'askedAt', title: t.corrections.askedAt, cell: ({ askedAt }) => f.weekdayTime(askedAt, 0) },
  ];
  return (
    <>
      <div className="head">
        <h1>{t.corrections.title}</h1>
      </div>
      <p>{t.corrections.lead}</p>
      <DataTable
        name={t.corrections.title}
        list={list}
        answer={answer}
        rows={answer.data?.corrections}
        rowKey={({ id }) => id}
        columns={columns}
        next={answer.data?.next}
        empty={<p>{state === 'open' ? t.corrections.emptyOpen : t.corrections.empty}</p>}
        filters={
          <SelectField
            label={t.corrections.state}
            value={state}
            onChange={(value) => {
              setChosen(new Set());
              list.choose(STATE, value === 'open' ? '' : value);
            }}
            options={STATES.map((value) => ({
              value,
              title: t.corrections.states[value](f.count(counts?.[value] ?? 0)),
            }))}
          />
        }
        {...(canDecide && { chosen, onChoose: setChosen, nameOf: ({ fullName }: Correction) => fullName })}
        acts={
          <>
            <Button work={() => setApproving(true)}>{t.corrections.approve}</Button>
            <Button kind="second" work={() => setApproving(false)}>
              {t.corrections.refuse}
            </Button>
          </>
        }
      />
      {approving !== null && (
        <DecideDialog
          ids={[...chosen].map(Number)}
          approve={approving}
          onDone={() => {
            setChosen(new Set());
            setApproving(null);
          }}
          onClose={() => setApproving(null)}
        />
      )}
    </>
  );
}

import { useState } from 'react';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { SelectField } from '../../ui/field.js';
import { useList } from '../../ui/use-list.js';
import { AnswersDialog } from './answers-dialog.js';
import { IncidentFigures } from './figures.js';
import type { Incident } from './incident.js';
import { IncidentDialog } from './incident-dialog.js';
import './incidents.css';

const STATE = 'loc';
const KIND = 'loai';
const WHOSE = 'ai';
const PATH = '/api/contests/{slug}/incident-reports';
const KINDS = ['cannot_sign_in', 'cannot_open', 'not_saved', 'time', 'question', 'result', 'other'] as const;
const STATES = ['open', 'in_hand', 'closed'] as const;

/** What people report: taken, looked into, answered, settled. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const state = STATES.find((one) => one === list.choice(STATE));
  const kind = KINDS.find((one) => one === list.choice(KIND));
  const isMine = list.choice(WHOSE) !== '';
  const query = { q: list.search, state, kind, mine: isMine ? 'true' : undefined, after: list.after };
  const answer = useApi(PATH, { path: { slug }, query });
  const [shown, setShown] = useState<number | null>(null);
  const [isEditing, setEditing] = useState(false);
  const counts = answer.data?.counts ?? { open: 0, in_hand: 0, closed: 0 };
  const looked = answer.data?.incidents.find(({ id }) => id === shown);
  const isFiltered = list.search !== '' || state !== undefined || kind !== undefined || isMine;
  const columns: Column<Incident>[] = [
    {
      key: 'what',
      title: t.incidents.what,
      isHeader: true,
      cell: ({ kind: of, text }) => (
        <>
          {t.incidents.kinds[of]}
          <br />
          <span className="soft incident-short">{text}</span>
        </>
      ),
    },
    {
      key: 'when',
      title: t.incidents.when,
      cell: ({ reportedAt, code }) => (
        <>
          {f.weekdayTime(reportedAt, serverNow())}
          <br />
          <span className="soft">{code}</span>
        </>
      ),
    },
    {
      key: 'who',
      title: t.incidents.who,
      cell: ({ state: of, assignedTo }) => (
        <>
          <span className={`tag ${of === 'open' ? 'tag-warn' : of === 'closed' ? 'tag-good' : ''}`}>
            {t.incidents.states[of]}
          </span>
          {assignedTo && (
            <>
              <br />
              <span className="soft">
                {assignedTo.isMe
                  ? t.incidents.heldByMe
                  : assignedTo.name
                    ? t.incidents.heldBy(assignedTo.name)
                    : t.incidents.heldByNobody}
              </span>
            </>
          )}
        </>
      ),
    },
    {
      key: 'acts',
      title: '',
      cell: ({ id, code }) => (
        <Button kind="second" work={() => setShown(id)} label={t.incidents.lookAt(code)}>
          {t.incidents.look}
        </Button>
      ),
    },
  ];
  const choice = (name: string) => (value: string) => list.choose(name, value);
  return (
    <>
      <div className="head">
        <h1>{t.incidents.title}</h1>
        <Button kind="second" work={() => setEditing(true)}>
          {t.incidents.edit}
        </Button>
      </div>
      <p>{t.incidents.lead}</p>
      <IncidentFigures />
      <DataTable
        name={t.incidents.title}
        list={list}
        answer={answer}
        rows={answer.data?.incidents}
        rowKey={({ id }) => id}
        columns={columns}
        next={answer.data?.next}
        searchLabel={t.incidents.search}
        empty={<p>{isFiltered ? t.incidents.emptyFound : t.incidents.empty}</p>}
        filters={
          <>
            <SelectField
              label={t.incidents.state}
              value={state ?? ''}
              onChange={choice(STATE)}
              options={[
                { value: '', title: t.incidents.allStates },
                { value: 'open', title: t.incidents.open(f.count(counts.open)) },
                { value: 'in_hand', title: t.incidents.inHand(f.count(counts.in_hand)) },
                { value: 'closed', title: t.incidents.closed(f.count(counts.closed)) },
              ]}
            />
            <SelectField
              label={t.incidents.kind}
              value={kind ?? ''}
              onChange={choice(KIND)}
              options={[
                { value: '', title: t.incidents.allKinds },
                ...KINDS.map((value) => ({ value, title: t.incidents.kinds[value] })),
              ]}
            />
            <SelectField
              label={t.incidents.whose}
              value={isMine ? 'toi' : ''}
              onChange={choice(WHOSE)}
              options={[
                { value: '', title: t.incidents.everybody },
                { value: 'toi', title: t.incidents.mine },
              ]}
            />
          </>
        }
      />
      {looked && (
        <IncidentDialog
          key={looked.id}
          incident={looked}
          onClose={() => {
            setShown(null);
            void renew(PATH, `${PATH}/figures`);
          }}
        />
      )}
      {isEditing && <AnswersDialog onClose={() => setEditing(false)} />}
    </>
  );
}

import { useState } from 'react';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { SelectField } from '../../ui/field.js';
import { useList } from '../../ui/use-list.js';
import type { InvitedUnit } from './invited-unit.js';
import { LetterDialog, type LetterAct } from './letter-dialog.js';
import './invitations.css';
import { MakeDialog } from './make-dialog.js';

type Invitation = InvitedUnit['invitations'][number];

const STATE = 'loc';
const STATES = ['never', 'sent', 'opened', 'active'] as const;
const TAGS = { never: 'tag-warn', sent: '', opened: '', active: 'tag-good' };

/** Which unit has no letter, a letter, an opened one, a manager; making letters and mending them. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const state = STATES.find((one) => one === list.choice(STATE));
  const query = { search: list.search, state, after: list.after };
  const answer = useApi('/api/contests/{slug}/unit-invitations', { path: { slug }, query });
  const [isMaking, setMaking] = useState(false);
  const [act, setAct] = useState<LetterAct | null>(null);
  const counts = answer.data?.counts;
  const all = counts ? STATES.reduce((sum, one) => sum + counts[one], 0) : 0;
  const when = ({ state: one, sentAt, openedAt, activatedAt }: Invitation) => {
    if (one === 'active' && activatedAt) return t.invitations.activeSince(f.date(activatedAt));
    if (one === 'opened' && openedAt) return t.invitations.openedAt(f.date(openedAt));
    return t.invitations.sentAt(f.date(sentAt));
  };
  const columns: Column<InvitedUnit>[] = [
    {
      key: 'unit',
      title: t.invitations.unit,
      isHeader: true,
      cell: ({ name, code, parentName }) => (
        <>
          {name}
          <br />
          <span className="soft">{parentName ? `${parentName} · ${code}` : code}</span>
        </>
      ),
    },
    {
      key: 'state',
      title: t.invitations.state,
      cell: ({ state: one }) => <span className={`tag ${TAGS[one]}`}>{t.invitations.states[one]}</span>,
    },
    {
      key: 'managers',
      title: t.invitations.managers,
      cell: ({ invitations }) =>
        invitations.length === 0 ? (
          <span className="soft">{t.invitations.noLetter}</span>
        ) : (
          invitations.map((one) => (
            <span key={one.id} className="manager">
              {one.fullName ?? <span className="soft">{t.invitations.nobody}</span>}
              {one.isDeputy && <span className="tag tag-quiet">{t.invitations.deputy}</span>}
              {one.phone && ` · ${one.phone}`}
              <span className="soft"> · {when(one)}</span>
            </span>
          ))
        ),
    },
    {
      key: 'acts',
      title: '',
      cell: (unit) => {
        const main = unit.invitations.find(({ isDeputy }) => !isDeputy);
        return (
          <span className="row">
            {unit.invitations
              .filter(({ state: one }) => one !== 'active')
              .map((one) => (
                <Button
                  key={one.id}
                  kind="quiet"
                  work={() => setAct({ kind: 'reissue', unit, id: one.id })}
                  label={`${t.invitations.reissue}${one.isDeputy ? ` ${t.invitations.deputy}` : ''}: ${unit.name}`}
                >
                  {t.invitations.reissue}
                  {one.isDeputy && ` ${t.invitations.deputy}`}
                </Button>
              ))}
            {main && (
              <Button
                kind="quiet"
                work={() => setAct({ kind: 'replace', unit, id: main.id })}
                label={`${t.invitations.replace}: ${unit.name}`}
              >
                {t.invitations.replace}
              </Button>
            )}
            <Button
              kind="quiet"
              work={() => setAct({ kind: 'deputy', unit })}
              label={`${t.invitations.addDeputy}: ${unit.name}`}
            >
              {t.invitations.addDeputy}
            </Button>
          </span>
        );
      },
    },
  ];
  return (
    <>
      <div className="head">
        <h1>{t.invitations.title}</h1>
        <Button work={() => setMaking(true)}>{t.invitations.invite}</Button>
      </div>
      <p>{t.invitations.lead}</p>
      <DataTable
        name={t.invitations.title}
        list={list}
        answer={answer}
        rows={answer.data?.units}
        rowKey={({ contestUnitId }) => contestUnitId}
        columns={columns}
        next={answer.data?.next}
        searchLabel={t.invitations.search}
        empty={<p>{t.invitations.empty}</p>}
        filters={
          <SelectField
            label={t.invitations.state}
            value={state ?? ''}
            onChange={(value) => list.choose(STATE, value)}
            options={[
              { value: '', title: t.invitations.all(f.count(all)) },
              ...STATES.map((value) => ({
                value,
                title: t.invitations.withCount(t.invitations.states[value], f.count(counts?.[value] ?? 0)),
              })),
            ]}
          />
        }
      />
      {isMaking && <MakeDialog onClose={() => setMaking(false)} />}
      {act && <LetterDialog act={act} onClose={() => setAct(null)} />}
    </>
  );
}

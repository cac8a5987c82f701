import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Confirm } from '../../ui/dialog.js';
import { SelectField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { useList } from '../../ui/use-list.js';
import { DecideDialog } from './decide-dialog.js';
import { evidenceOf, type Signal } from './signal.js';

const KINDS = ['same_person', 'fast', 'sequence', 'many_attempts'] as const;

/** What should be looked at, with what it rests on, and what was decided. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const say = useToast();
  const state = list.choice('loc') === 'decided' ? 'decided' : 'open';
  const kind = KINDS.find((one) => one === list.choice('loai'));
  const answer = useApi('/api/contests/{slug}/signals', { path: { slug }, query: { state, kind, after: list.after } });
  const [begun, setBegun] = useState<Signal | null>(null);
  const [restored, setRestored] = useState<Signal['people'][number] | null>(null);
  const waiting = (one: Signal['kind']) => answer.data?.open.find((each) => each.kind === one)?.signals ?? 0;
  const columns: Column<Signal>[] = [
    {
      key: 'what',
      title: t.signals.what,
      isHeader: true,
      cell: (signal) => (
        <>
          {t.signals.kinds[signal.kind]}
          <span className="hint">{[signal.unitName, evidenceOf(signal, t, f)].filter(Boolean).join('. ')}</span>
        </>
      ),
    },
    {
      key: 'people',
      title: t.signals.people,
      cell: ({ people, state: now }) =>
        people.map((person) => (
          <span key={person.participantId} className="line">
            {t.signals.person(person.fullName, f.count(person.attempts))}{' '}
            {person.voided > 0 && <span className="tag tag-warn">{t.signals.voided(f.count(person.voided))}</span>}
            {person.voided > 0 && now === 'decided' && (
              <Button kind="quiet" work={() => setRestored(person)} label={t.signals.restoreFor(person.fullName)}>
                {t.signals.restore}
              </Button>
            )}
          </span>
        )),
    },
    {
      key: 'found',
      title: state === 'open' ? t.signals.found : t.signals.decision,
      cell: ({ foundAt, decision, reason, decidedBy, decidedAt }) =>
        decision === null || decidedAt === null ? (
          f.weekdayTime(foundAt, 0)
        ) : (
          <>
            <span className={`tag ${decision === 'void' ? 'tag-wrong' : 'tag-quiet'}`}>
              {t.signals.decided[decision]}
            </span>{' '}
            {reason}
            <span className="hint">{t.signals.by(decidedBy ?? t.signals.somebody, f.weekdayTime(decidedAt, 0))}</span>
          </>
        ),
    },
    ...(state === 'open'
      ? [
          {
            key: 'acts',
            title: '',
            cell: (signal: Signal) => (
              <Button
                kind="second"
                work={() => setBegun(signal)}
                label={t.signals.decideOn(t.signals.kinds[signal.kind], signal.unitName ?? t.signals.wholeContest)}
              >
                {t.signals.decide}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <div className="head">
        <h1>{t.signals.title}</h1>
      </div>
      <p>{t.signals.lead}</p>
      <DataTable
        name={t.signals.title}
        list={list}
        answer={answer}
        rows={answer.data?.signals}
        rowKey={({ id }) => id}
        columns={columns}
        next={answer.data?.next}
        empty={<p>{state === 'open' ? t.signals.emptyOpen : t.signals.emptyDecided}</p>}
        filters={
          <>
            <SelectField
              label={t.signals.state}
              value={state}
              onChange={(value) => list.choose('loc', value === 'open' ? '' : value)}
              options={(['open', 'decided'] as const).map((value) => ({ value, title: t.signals.states[value] }))}
            />
            <SelectField<Signal['kind'] | ''>
              label={t.signals.kind}
              value={kind ?? ''}
              onChange={(value) => list.choose('loai', value)}
              options={[
                { value: '', title: t.signals.all },
                ...KINDS.map((value) => ({
                  value,
                  title: t.signals.waiting(t.signals.kinds[value], f.count(waiting(value))),
                })),
              ]}
            />
          </>
        }
      />
      {begun && answer.data && (
        <DecideDialog signal={begun} voidReasons={answer.data.voidReasons} onClose={() => setBegun(null)} />
      )}
      {restored && (
        <Confirm
          title={t.signals.restoreTitle(restored.fullName)}
          act={t.signals.restore}
          work={async () => {
            const body = { reason: t.signals.restoredReason, preview: false };
            const path = { slug, participantId: restored.participantId };
            await post('/api/contests/{slug}/participants/{participantId}/restore', body, { path });
            await renew('/api/contests/{slug}/signals');
            say(t.signals.restored);
          }}
          onDone={() => setRestored(null)}
          onClose={() => setRestored(null)}
        >
          <p>{t.signals.restoreText(f.count(restored.voided))}</p>
        </Confirm>
      )}
    </>
  );
}

import { useState } from 'react';
import { call, get, type Answer } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Confirm, Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { useList } from '../../ui/use-list.js';
import { AskDialog } from './ask-dialog.js';

const PATH = '/api/contests/{slug}/identity-papers';
type Paper = Answer<typeof PATH, 'get'>['papers'][number];
const ONE = '/api/contests/{slug}/identity-papers/{participantId}';
type Number = Answer<typeof ONE, 'get'>;
const REASONS = ['payment', 'tax', 'complaint', 'inspection'] as const;
const STATE = 'tinh-trang';
const STATES = ['all', 'waiting', 'given'] as const;
const ROWS = 50;

/** Winners who were asked for their personal number: who gave it, and a look at one, with its reason. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const say = useToast();
  const state = STATES.find((one) => one === list.choice(STATE)) ?? 'all';
  const only = state === 'all' ? {} : { state };
  const answer = useApi(PATH, { path: { slug }, query: { after: list.after, limit: ROWS, ...only } });
  const [isAsking, setAsking] = useState(false);
  const [looked, setLooked] = useState<Paper | null>(null);
  const [destroyed, setDestroyed] = useState<Paper | null>(null);
  const columns: Column<Paper>[] = [
    {
      key: 'person',
      title: t.papers.person,
      isHeader: true,
      cell: ({ fullName, unitName }) => (
        <>
          {fullName}
          <span className="hint">{unitName}</span>
        </>
      ),
    },
    {
      key: 'reason',
      title: t.papers.reason,
      cell: ({ reason, askedAt }) => (
        <>
          {reason}
          <span className="hint">{t.papers.askedAt(f.weekdayTime(askedAt, 0))}</span>
        </>
      ),
    },
    {
      key: 'state',
      title: t.papers.state,
      cell: ({ givenAt, last4 }) =>
        givenAt === null ? (
          <span className="tag tag-warn">{t.papers.waits}</span>
        ) : (
          <>
            <span className="tag tag-good">{t.papers.given}</span>
            <span className="hint numbers">{t.papers.endsWith(last4 ?? '')}</span>
          </>
        ),
    },
    { key: 'deleteAfter', title: t.papers.deleteAfter, cell: ({ deleteAfter }) => f.date(deleteAfter) },
    {
      key: 'acts',
      title: '',
      cell: (paper) => (
        <div className="row">
          {paper.givenAt !== null && (
            <Button kind="second" label={t.papers.lookOf(paper.fullName)} work={() => setLooked(paper)}>
              {t.papers.look}
            </Button>
          )}
          <Button kind="quiet" label={t.papers.destroyOf(paper.fullName)} work={() => setDestroyed(paper)}>
            {t.papers.destroy}
          </Button>
        </div>
      ),
    },
  ];
  return (
    <>
      <div className="head">
        <h1>{t.papers.title}</h1>
        <Button work={() => setAsking(true)}>{t.papers.ask}</Button>
      </div>
      <p>{t.papers.lead}</p>
      <DataTable
        name={t.papers.title}
        list={list}
        answer={answer}
        rows={answer.data?.papers}
        rowKey={({ participantId }) => participantId}
        columns={columns}
        next={answer.data?.next}
        empty={<p>{state === 'all' ? t.papers.none : t.papers.noneSuch}</p>}
        filters={
          <SelectField
            label={t.papers.state}
            value={state}
            onChange={(value) => list.choose(STATE, value === 'all' ? '' : value)}
            options={STATES.map((value) => ({ value, title: t.papers.states[value] }))}
          />
        }
      />
      {isAsking && (
        <AskDialog
          slug={slug}
          onClose={() => setAsking(false)}
          onAsked={async (name, isNew) => {
            setAsking(false);
            await renew(PATH);
            say(isNew ? t.papers.asked(name) : t.papers.askedBefore(name));
          }}
        />
      )}
      {destroyed && (
        <Confirm
          title={t.papers.destroyTitle(destroyed.fullName)}
          act={t.papers.destroy}
          work={async () => {
            await call('delete', ONE, { path: { slug, participantId: destroyed.participantId } });
            await renew(PATH);
            say(t.papers.destroyed(destroyed.fullName));
          }}
          onDone={() => setDestroyed(null)}
          onClose={() => setDestroyed(null)}
        >
          <p>
            {destroyed.givenAt === null ? t.papers.destroyWaiting : t.papers.destroyGiven(destroyed.last4 ?? '')}{' '}
            {t.papers.destroyNoted}
          </p>
        </Confirm>
      )}
      {looked && <LookDialog slug={slug} paper={looked} onClose={() => setLooked(null)} />}
    </>
  );
}

/** Says what for before anything is shown; the number is here only as long as the dialog is open. */
function LookDialog({ slug, paper, onClose }: { slug: string; paper: Paper; onClose: () => void }) {
  const { t } = useLanguage();
  const [reason, setReason] = useState<(typeof REASONS)[number]>('payment');
  const [number, setNumber] = useState<Number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const path = { slug, participantId: paper.participantId };
  return (
    <Dialog title={t.papers.lookTitle(paper.fullName)} onClose={onClose} isAlert>
      {number === null ? (
        <>
          <p>{t.papers.lookText}</p>
          <SelectField
            label={t.papers.lookReason}
            value={reason}
            onChange={setReason}
            options={REASONS.map((value) => ({ value, title: t.papers.lookReasons[value] }))}
          />
        </>
      ) : (
        <>
          <p className="told-code" data-testid="personal-number">
            {number.number.replace(/(\d{3})(?=\d)/g, '$1 ')}
          </p>
          {!number.isProvinceKnown && <p className="box box-warn">{t.papers.provinceUnknown}</p>}
          <p>{t.papers.closeSoon}</p>
        </>
      )}
      {error && <ErrorBox error={error} />}
      <div className="row dialog-ways">
        {number === null && (
          <Button
            onError={setError}
            work={async () => {
              setError(null);
              setNumber(await get(ONE, { path, query: { reason } }));
            }}
          >
            {t.papers.look}
          </Button>
        )}
        <Button kind="second" work={onClose}>
          {number === null ? t.shell.cancel : t.shell.close}
        </Button>
      </div>
    </Dialog>
  );
}

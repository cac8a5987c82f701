import { useState } from 'react';
import { addressOf, call, post, Refusal, Unreachable, type Answer, type Problem } from '../../../shared/api/client.js';
import { faultsOf, type Faults } from '../../../shared/faults.js';
import { renew, useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { today } from '../../today.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { renewItems } from '../items/act-dialog.js';
import { WithBank, type Bank } from '../items/bank.js';
import '../items/items.css';

type Batch = Answer<'/api/banks/{bankCode}/batches', 'get'>['batches'][number];

const FIELDS = ['decisionNumber', 'decidedOn', 'names', 'items'] as const;
const PATH = '/api/banks/{bankCode}/batches';

/** Decisions on paper that approve questions: entered by one, confirmed by another. */
export function Page() {
  const { t } = useLanguage();
  return (
    <>
      <div className="head">
        <h1>{t.batches.title}</h1>
      </div>
      <p>{t.batches.lead}</p>
      <WithBank>
        {(bank) =>
          bank.canReview ? <Batches key={bank.code} bank={bank} /> : <p className="box">{t.frame.notYours}</p>
        }
      </WithBank>
    </>
  );
}

function Batches({ bank }: { bank: Bank }) {
  const { t, f } = useLanguage();
  const say = useToast();
  const path = { bankCode: bank.code };
  const answer = useApi(PATH, { path });
  const [confirmed, setConfirmed] = useState<Batch | null>(null);
  if (answer.error && !answer.data) return <ErrorBox error={answer.error} again={() => void answer.refetch()} />;
  return (
    <>
      {!answer.data ? (
        <Waiting lines={3} />
      ) : answer.data.batches.length === 0 ? (
        <p className="box">{t.batches.none}</p>
      ) : (
        answer.data.batches.map((batch) => (
          <BatchCard key={batch.id} bank={bank} batch={batch} onConfirm={() => setConfirmed(batch)} />
        ))
      )}
      <Enter bank={bank} />
      {confirmed && (
        <Confirm
          title={t.batches.confirmTitle(confirmed.decisionNumber)}
          act={t.batches.confirm}
          work={async () => {
            const { id } = confirmed;
            const { published } = await call('post', '/api/banks/{bankCode}/batches/{batchId}/confirmation', {
              path: { ...path, batchId: String(id) },
            });
            await Promise.all([renew(PATH), renewItems()]);
            say(t.batches.published(f.count(published)));
          }}
          onDone={() => setConfirmed(null)}
          onClose={() => setConfirmed(null)}
        >
          <p>{t.batches.confirmText(f.count(confirmed.items.length))}</p>
        </Confirm>
      )}
    </>
  );
}

function BatchCard({ bank, batch, onConfirm }: { bank: Bank; batch: Batch; onConfirm: () => void }) {
  const { t, f } = useLanguage();
  const { id, decisionNumber, decidedOn, names, scanMime, madeByName, madeAt, confirmedByName, confirmedAt } = batch;
  const [error, setError] = useState<Error | null>(null);
  const path = { bankCode: bank.code, batchId: String(id) };
  const scanPath = addressOf('/api/banks/{bankCode}/batches/{batchId}/scan', { path });
  return (
    <section className="card" aria-label={decisionNumber}>
      <h2>{t.batches.decision(decisionNumber, f.date(`${decidedOn}T00:00:00+07:00`))}</h2>
      <p>
        {confirmedAt ? (
          <span className="tag tag-good">{t.batches.done}</span>
        ) : (
          <span className="tag tag-warn">{scanMime ? t.batches.waits : t.batches.noScan}</span>
        )}
      </p>
      <dl className="item-facts">
        <dt>{t.batches.names}</dt>
        <dd>{names}</dd>
        <dt>{t.batches.items}</dt>
        <dd>{batch.items.map(({ code, version }) => `${code} (${t.items.versionNo(f.count(version))})`).join(', ')}</dd>
        <dt>{t.batches.who}</dt>
        <dd>
          {t.batches.entered(madeByName ?? t.items.somebody, f.weekdayTime(madeAt, 0))}
          {confirmedAt && (
            <>
              <br />
              {t.batches.confirmed(confirmedByName ?? t.items.somebody, f.weekdayTime(confirmedAt, 0))}
            </>
          )}
        </dd>
      </dl>
      {error && <ErrorBox error={error} />}
      <div className="row">
        {scanMime && (
          <a className="button button-second" href={scanPath} download>
            {t.batches.seeScan}
          </a>
        )}
        {!confirmedAt && (
          <label className="row">
            {scanMime ? t.batches.otherScan : t.batches.addScan}
            <input
              type="file"
              accept="application/pdf,image/png,image/jpeg"
              onChange={({ target }) => {
                const file = target.files?.[0];
                target.value = '';
                setError(null);
                if (file) sendScan(scanPath, file).then(() => renew(PATH), setError);
              }}
            />
          </label>
        )}
        {!confirmedAt && scanMime && !batch.isOwn && <Button work={onConfirm}>{t.batches.confirm}</Button>}
      </div>
      {!confirmedAt && batch.isOwn && <p className="soft">{t.batches.otherConfirms}</p>}
    </section>
  );
}

/** Sends the scan as it is. @throws {Refusal} it is no paper @throws {Unreachable} no answer came */
async function sendScan(path: string, file: File): Promise<void> {
  const answer = await fetch(path, {
    method: 'PUT',
    headers: { 'accept-language': document.documentElement.lang, 'content-type': file.type },
    body: file,
    credentials: 'same-origin',
  }).catch(() => null);
  if (answer?.ok) return;
  const problem = (await answer?.json().catch(() => null)) as Problem | null | undefined;
  if (!answer || typeof problem?.code !== 'string') throw new Unreachable();
  throw new Refusal({ ...problem, status: answer.status });
}

const ITEMS_MAX = 100;

/** The paper with the questions that it approves: of those that nobody has approved yet. */
function Enter({ bank }: { bank: Bank }) {
  const { t, f } = useLanguage();
  const say = useToast();
  const path = { bankCode: bank.code };
  const drafts = useApi('/api/banks/{bankCode}/items', { path, query: { status: 'draft', limit: ITEMS_MAX } });
  const waiting = useApi('/api/banks/{bankCode}/items', { path, query: { status: 'review', limit: ITEMS_MAX } });
  const rows = [...(waiting.data?.items ?? []), ...(drafts.data?.items ?? [])];
  const [decisionNumber, setNumber] = useState('');
  const [decidedOn, setDay] = useState(today());
  const [names, setNames] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<Error | null>(null);
  const [faults, setFaults] = useState<Faults>({});
  const enter = async () => {
    setError(null);
    setFaults({});
    const items = rows.filter(({ code }) => chosen.has(code)).map(({ code, version }) => ({ code, version }));
    if (items.length === 0) return setFaults({ items: t.batches.chooseSome });
    try {
      await post(PATH, { decisionNumber, decidedOn, names, items }, { path });
      await renew(PATH);
      setNumber('');
      setNames('');
      setChosen(new Set());
      say(t.batches.enteredNow);
    } catch (refused) {
      setFaults(faultsOf(refused, FIELDS));
      setError(refused as Error);
    }
  };
  return (
    <section className="card">
      <h2>{t.batches.enter}</h2>
      <form className="form" noValidate onSubmit={(event) => event.preventDefault()}>
        <TextField
          label={t.batches.number}
          value={decisionNumber}
          onChange={setNumber}
          error={faults['decisionNumber'] ?? ''}
        />
        <TextField
          label={t.batches.day}
          type="date"
          value={decidedOn}
          onChange={setDay}
          error={faults['decidedOn'] ?? ''}
        />
        <Field label={t.batches.names} hint={t.batches.namesHint} error={faults['names'] ?? ''}>
          {(ties) => (
            <textarea
              className="input"
              rows={3}
              {...ties}
              value={names}
              onChange={({ target }) => setNames(target.value)}
            />
          )}
        </Field>
        <fieldset className="field">
          <legend className="label">{t.batches.items}</legend>
          {rows.length === 0 && <p className="soft">{t.batches.noDrafts}</p>}
          <ul className="item-notes item-picks">
            {rows.map(({ code, stem, version }) => (
              <li key={code}>
                <label className="item-pick">
                  <input
                    type="checkbox"
                    checked={chosen.has(code)}
                    onChange={({ target }) => {
                      const after = new Set(chosen);
                      if (target.checked) after.add(code);
                      else after.delete(code);
                      setChosen(after);
                    }}
                  />
                  <span>
                    <b>{code}</b> ({t.items.versionNo(f.count(version))}) {stem}
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {faults['items'] && <p className="wrong">{faults['items']}</p>}
        </fieldset>
        {error && <ErrorBox error={error} />}
        <Button type="submit" work={enter}>
          {t.batches.enterAct}
        </Button>
      </form>
    </section>
  );
}

import { useState } from 'react';
import { addressOf, post } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/choice-fields.js';
import { Confirm } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { DESK, type Desk, type OpenFile } from './open-data.js';

const FILE = '/api/contests/{slug}/open-data/files/{id}';

/** A file as whoever publishes it has to see it: how much of what, ten rows, terms, hash, and the next step. */
export function FileCard({ file, desk }: { file: OpenFile; desk: Desk }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const [asked, setAsked] = useState<'publish' | 'withdraw' | null>(null);
  const isPublic = file.publishedAt !== null;
  const path = { slug, id: file.id };
  return (
    <section className="card">
      <h2>{isPublic ? t.openData.published : t.openData.preview}</h2>
      <p>
        {file.publishedAt !== null && t.openData.publishedSince(f.weekdayTime(file.publishedAt))}{' '}
        {t.openData.madeAt(f.weekdayTime(file.madeAt))}
      </p>
      {file.isStale && !isPublic && <p className="box box-warn">{t.openData.stale}</p>}
      <Figures file={file} />
      <Columns file={file} />
      <h3>{t.openData.sample}</h3>
      <Sample file={file} />
      <p>
        <strong>{t.openData.terms}:</strong> {file.termsLine}
      </p>
      <p>
        <strong>{t.openData.hash}:</strong> <span className="open-data-hash">{file.dataHash}</span>
      </p>
      <div className="row">
        {!isPublic && !file.isStale && <Button work={() => setAsked('publish')}>{t.openData.publish}</Button>}
        <a className="button button-second" href={addressOf(`${FILE}/dictionary`, { path })} download>
          {t.openData.dictionary}
        </a>
        {isPublic && (
          <>
            <a className="button button-second" href={`/cuoc-thi/${encodeURIComponent(slug)}/du-lieu-mo`}>
              {t.openData.page}
            </a>
            <Button kind="danger" work={() => setAsked('withdraw')}>
              {t.openData.withdraw}
            </Button>
          </>
        )}
      </div>
      {asked === 'publish' && <Publish file={file} desk={desk} onClose={() => setAsked(null)} />}
      {asked === 'withdraw' && <Withdraw onClose={() => setAsked(null)} />}
    </section>
  );
}

function Figures({ file }: { file: OpenFile }) {
  const { t, f } = useLanguage();
  const { counts } = t.openData;
  return (
    <dl className="open-data-figures">
      <div>
        <dt>{counts.rows}</dt>
        <dd>
          {f.count(file.rows)} <small>{t.openData.ofAttempts(f.count(file.attempts))}</small>
        </dd>
      </div>
      <div>
        <dt>{counts.generalised}</dt>
        <dd>{f.count(file.generalised)}</dd>
      </div>
      <div>
        <dt>{counts.suppressed}</dt>
        <dd>{f.count(file.suppressed)}</dd>
      </div>
      {file.smallest !== null && (
        <div>
          <dt>{counts.smallest}</dt>
          <dd>{t.openData.persons(f.count(file.smallest))}</dd>
        </div>
      )}
    </dl>
  );
}

function Columns({ file }: { file: OpenFile }) {
  const { t, f, language } = useLanguage();
  return (
    <div className="open-data-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t.openData.column}</th>
            <th scope="col">{t.openData.meaning}</th>
            <th scope="col" className="number">
              {t.openData.told}
            </th>
          </tr>
        </thead>
        <tbody>
          {file.columns.map((one) => (
            <tr key={one.column}>
              <th scope="row">{one.name}</th>
              <td>{language === 'en' ? one.englishMeaning : one.meaning}</td>
              <td className="number">{f.count(one.toldRows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Sample({ file }: { file: OpenFile }) {
  return (
    <div className="open-data-table open-data-sample" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {file.columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {file.sample.map((row, i) => (
            <tr key={i}>
              {row.map((value, column) => (
                <td key={column}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Publish({ file, desk, onClose }: { file: OpenFile; desk: Desk; onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const toast = useToast();
  const [withoutSettlement, setWithoutSettlement] = useState(false);
  const { dataHash } = file;
  return (
    <Confirm
      title={t.openData.publishTitle}
      act={t.openData.publish}
      work={async () => {
        await post(`${FILE}/publication`, { dataHash, withoutSettlement }, { path: { slug, id: file.id } });
        await renew(DESK);
      }}
      onDone={() => {
        onClose();
        toast(t.openData.publishedDone);
      }}
      onClose={onClose}
    >
      <p>{t.openData.publishText(f.count(file.rows), file.columns.map(({ name }) => name).join(', '))}</p>
      {!desk.isSettled && (
        <CheckField
          label={t.openData.withoutSettlement}
          value={withoutSettlement}
          onChange={setWithoutSettlement}
          disabled={desk.settlementOpen}
        />
      )}
    </Confirm>
  );
}

function Withdraw({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const toast = useToast();
  const [reason, setReason] = useState('');
  return (
    <Confirm
      title={t.openData.withdrawTitle}
      act={t.openData.withdraw}
      work={async () => {
        await post('/api/contests/{slug}/open-data/withdrawal', { reason }, { path: { slug } });
        await renew(DESK);
      }}
      onDone={() => {
        onClose();
        toast(t.openData.withdrawnDone);
      }}
      onClose={onClose}
    >
      <p>{t.openData.withdrawText}</p>
      <TextField label={t.openData.reason} value={reason} onChange={setReason} maxLength={300} />
    </Confirm>
  );
}

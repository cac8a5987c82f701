import { useState } from 'react';
import { Link } from 'react-router';
import { renew } from '../../api.js';
import { sendFile } from '../../files.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField, TextField } from '../../ui/field.js';
import { itemAddress, WithBank, type Bank } from '../items/bank.js';
import './bank-files.css';
import { FileChoice } from './file-choice.js';
import {
  IMPORTS,
  sendRows,
  withFileFaults,
  type Imported,
  type ImportFormat,
  type Question,
  type Row,
} from './import-rows.js';
import { MendDialog } from './mend-dialog.js';
import { RowList } from './row-list.js';

const SHOWN_AT_ONCE = 50;

/** Questions out of a file: looked at, mended, then imported as drafts. */
export function Page() {
  const { t } = useLanguage();
  return (
    <>
      <div className="head">
        <h1>{t.bankFiles.importTitle}</h1>
      </div>
      <WithBank>
        {(bank) =>
          bank.canWrite ? <Import key={bank.code} bank={bank} /> : <p className="box">{t.bankFiles.mayNotWrite}</p>
        }
      </WithBank>
    </>
  );
}

interface Looked {
  fileName: string;
  rows: Row[];
  faults: Imported['faults'];
}

function Import({ bank }: { bank: Bank }) {
  const { t, f } = useLanguage();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [done, setDone] = useState<NonNullable<Imported['written']> | null>(null);
  const [mending, setMending] = useState<Row | null>(null);
  const [error, setError] = useState<Error | null>(null);

  const check = async (file: File, format: ImportFormat) => {
    setDone(null);
    setLooked(null);
    setError(null);
    const query = { format, fileName: file.name, dryRun: true };
    const { rows, faults } = await sendFile<Imported>(IMPORTS, { path: { bankCode: bank.code }, query }, file);
    setLooked({ fileName: file.name, rows, faults });
  };
  const judge = async (before: Looked, questions: readonly Question[], mended: ReadonlySet<number>) => {
    const { rows } = await sendRows(bank.code, before.fileName, questions, true);
    setLooked({ ...before, rows: withFileFaults(rows, before.rows, mended) });
  };
  const mend = async (question: Question) => {
    const questions = looked!.rows.map((row) => (row.question.row === question.row ? question : row.question));
    await judge(looked!, questions, new Set([question.row]));
    setMending(null);
  };
  const write = async (good: readonly Row[]) => {
    setError(null);
    const questions = good.map(({ question }) => question);
    const { written } = await sendRows(bank.code, looked!.fileName, questions, false);
    await renew('/api/banks', '/api/banks/{bankCode}/items', '/api/banks/{bankCode}/near-duplicates');
    setDone({ ...written!, left: looked!.rows.length - good.length });
    setLooked(null);
  };
  return (
    <>
      <p className="soft">{t.bankFiles.importLead}</p>
      <FileChoice check={check} />
      <div role="status">
        {done && (
          <div className="box box-good">
            <p>{t.bankFiles.done(f.count(done.added), f.count(done.reworded), f.count(done.unchanged))}</p>
            {done.left > 0 && <p>{t.bankFiles.left(f.count(done.left))}</p>}
            <p>
              <Link to={itemAddress('cau-hoi', bank.code, null)}>{t.bankFiles.toBank}</Link>
            </p>
          </div>
        )}
      </div>
      {looked && (
        <Verdict
          looked={looked}
          bank={bank}
          mend={setMending}
          judge={judge}
          write={write}
          error={error}
          onError={setError}
        />
      )}
      {mending && <MendDialog row={mending} topics={bank.topics} save={mend} onClose={() => setMending(null)} />}
    </>
  );
}

/** What was found, what can be done with it, and the rows. */
function Verdict({
  looked,
  bank,
  mend,
  judge,
  write,
  error,
  onError,
}: {
  looked: Looked;
  bank: Bank;
  mend: (row: Row) => void;
  judge: (before: Looked, questions: readonly Question[], mended: ReadonlySet<number>) => Promise<void>;
  write: (good: readonly Row[]) => Promise<void>;
  error: Error | null;
  onError: (error: Error) => void;
}) {
  const { t, f } = useLanguage();
  const { rows, faults } = looked;
  const good = rows.filter(({ isGood }) => isGood);
  const faulty = rows.length - good.length;
  const [show, setShow] = useState<'all' | 'faulty'>(faulty > 0 ? 'faulty' : 'all');
  const [shownMax, setShownMax] = useState(SHOWN_AT_ONCE);
  const shown = show === 'all' ? rows : rows.filter(({ isGood, alike }) => !isGood || alike.length > 0);
  return (
    <section aria-labelledby="verdict">
      <h2 id="verdict">{t.bankFiles.found(f.count(rows.length))}</h2>
      <div className={`box ${faulty + faults.length > 0 ? 'box-warn' : 'box-good'}`} role="status">
        <p>
          {t.bankFiles.goodRows(f.count(good.length))} {faulty > 0 && t.bankFiles.faultyRows(f.count(faulty))}
        </p>
        {faults.length > 0 && (
          <ul lang="vi">
            {faults.map(({ row, message }, i) => (
              <li key={i}>
                {row !== null && `${t.bankFiles.rowName(f.count(row))}: `}
                {message}
              </li>
            ))}
          </ul>
        )}
      </div>
      <FillIn looked={looked} bank={bank} judge={judge} onError={onError} />
      {error && <ErrorBox error={error} />}
      <div className="row import-ways">
        {good.length > 0 && (
          <Button work={() => write(good)} onError={onError}>
            {faulty > 0 ? t.bankFiles.importGood(f.count(good.length)) : t.bankFiles.importAll(f.count(good.length))}
          </Button>
        )}
        {(['all', 'faulty'] as const).map((one) => (
          <button key={one} type="button" className="choice" aria-pressed={show === one} onClick={() => setShow(one)}>
            {t.bankFiles.show[one]}
          </button>
        ))}
      </div>
      {shown.length === 0 ? (
        <p className="box">{t.bankFiles.nothingShown}</p>
      ) : (
        <RowList rows={shown.slice(0, shownMax)} mend={mend} />
      )}
      {shown.length > shownMax && (
        <Button kind="second" work={() => setShownMax(shownMax + SHOWN_AT_ONCE)}>
          {t.bankFiles.more}
        </Button>
      )}
    </section>
  );
}

/** A topic and a level for all rows that bring none: files of drafters often have neither. */
function FillIn({
  looked,
  bank,
  judge,
  onError,
}: {
  looked: Looked;
  bank: Bank;
  judge: (before: Looked, questions: readonly Question[], mended: ReadonlySet<number>) => Promise<void>;
  onError: (error: Error) => void;
}) {
  const { t, f } = useLanguage();
  const [topic, setTopic] = useState('');
  const [level, setLevel] = useState<'1' | '2' | '3'>('1');
  const lacking = looked.rows.filter(({ question }) => question.topic === null || question.level === null);
  if (lacking.length === 0) return null;
  const fill = () =>
    judge(
      looked,
      looked.rows.map(({ question }) => ({
        ...question,
        topic: question.topic ?? (topic.trim() || null),
        level: question.level ?? (Number(level) as 1 | 2 | 3),
      })),
      new Set(),
    );
  return (
    <fieldset className="card fill-in">
      <legend className="label">{t.bankFiles.fillIn(f.count(lacking.length))}</legend>
      <div className="fill-fields">
        <TextField
          label={t.bankFiles.fields.topic}
          list="fill-topics"
          value={topic}
          onChange={setTopic}
          autoComplete="off"
        />
        <datalist id="fill-topics">
          {bank.topics.map(({ code, title }) => (
            <option key={code} value={title} />
          ))}
        </datalist>
        <SelectField
          label={t.bankFiles.fields.level}
          value={level}
          onChange={setLevel}
          options={(['1', '2', '3'] as const).map((value) => ({ value, title: t.bankFiles.levels[value] }))}
        />
      </div>
      <Button kind="second" work={fill} onError={onError}>
        {t.bankFiles.fill}
      </Button>
    </fieldset>
  );
}

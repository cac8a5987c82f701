import { useState } from 'react';
import { faultsOf, type Faults } from '../../../shared/faults.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, TextField } from '../../ui/field.js';
import { brandingFile, type CardActs } from './use-branding.js';

/** What the server takes (LIMITS.scanBytesMax, brandingPapersMax). */
const PAPER_BYTES_MAX = 5 * 1024 * 1024;
const PAPERS_MAX = 20;

/** Decision, plan, thể lệ as they were signed: listed on the page of the thể lệ. */
export function Papers({ branding: { papers }, access, change }: CardActs) {
  const { t, f } = useLanguage();
  const [error, setError] = useState<Error | null>(null);
  return (
    <section className="card">
      <h2>{t.portal.papers}</h2>
      <p className="hint">{t.portal.papersHint}</p>
      {papers.length === 0 && <p className="soft">{t.portal.noPapers}</p>}
      <ul className="brand-papers">
        {papers.map((paper) => (
          <li key={paper.file}>
            <span>
              <a href={brandingFile(paper.file)}>{paper.title}</a>{' '}
              <span className="soft">
                {[
                  paper.number,
                  paper.date && f.date(`${paper.date}T00:00:00+07:00`),
                  t.portal.pdf(f.decimal(Math.max(1, Math.round(paper.sizeBytes / 104_857.6)) / 10)),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <Button
              kind="quiet"
              label={t.portal.removePaperOf(paper.title)}
              onError={setError}
              work={() => change({ papers: papers.filter((one) => one !== paper) }, t.portal.paperGone(paper.title))}
            >
              {t.portal.removePaper}
            </Button>
          </li>
        ))}
      </ul>
      {error && <ErrorBox error={error} />}
      {papers.length < PAPERS_MAX && (
        <NewPaper
          add={async ({ file, ...words }) => {
            const kept = await access.keep('paper', file);
            if (papers.some((one) => one.file === kept)) return false;
            await change({ papers: [...papers, { file: kept, sizeBytes: 0, ...words }] });
            return true;
          }}
        />
      )}
    </section>
  );
}

interface Wish {
  file: File;
  title: string;
  number: string | null;
  date: string | null;
}

function NewPaper({ add }: { add: (wish: Wish) => Promise<boolean> }) {
  const { t } = useLanguage();
  const [title, setTitle] = useState('');
  const [number, setNumber] = useState('');
  const [date, setDate] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<Error | null>(null);
  /** A file field can only be emptied by a new one. */
  const [forms, setForms] = useState(0);
  const send = async () => {
    setError(null);
    const found: Faults = {};
    if (title.trim() === '') found['title'] = t.portal.noTitle;
    if (!file || !/\.pdf$/i.test(file.name) || file.size > PAPER_BYTES_MAX) found['file'] = t.portal.noPdf;
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    try {
      const pdf = new File([file!], file!.name, { type: 'application/pdf' });
      const isNew = await add({ file: pdf, title, number: number || null, date: date || null });
      if (!isNew) return setFaults({ file: t.portal.samePaper });
      setTitle('');
      setNumber('');
      setDate('');
      setFile(null);
      setForms(forms + 1);
    } catch (refused) {
      setFaults(faultsOf(refused, ['title', 'number', 'date', 'file']));
      setError(refused as Error);
    }
  };
  return (
    <form className="form" noValidate onSubmit={(event) => event.preventDefault()}>
      <h3>{t.portal.newPaper}</h3>
      <TextField
        label={t.portal.paperTitle}
        value={title}
        onChange={setTitle}
        maxLength={200}
        error={faults['title'] ?? ''}
      />
      <div className="brand-fields">
        <TextField
          label={t.portal.paperNumber}
          value={number}
          onChange={setNumber}
          maxLength={200}
          error={faults['number'] ?? ''}
        />
        <TextField
          label={t.portal.paperDate}
          type="date"
          value={date}
          onChange={setDate}
          error={faults['date'] ?? ''}
        />
      </div>
      <Field label={t.portal.paperFile} hint={t.portal.paperFileHint} error={faults['file'] ?? ''}>
        {(ties) => (
          <input
            key={forms}
            type="file"
            className="input"
            accept="application/pdf,.pdf"
            {...ties}
            onChange={({ target }) => setFile(target.files?.[0] ?? null)}
          />
        )}
      </Field>
      {error && <ErrorBox error={error} />}
      <Button type="submit" work={send}>
        {t.portal.addPaper}
      </Button>
    </form>
  );
}

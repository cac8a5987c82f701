import { useState } from 'react';
import { downloadFile } from '../../files.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, SelectField } from '../../ui/field.js';
import { FILE_BYTES_MAX, FORMATS, formatOf, type ImportFormat } from './import-rows.js';

const TEMPLATES = ['xlsx', 'docx', 'csv', 'gift'] as const;

/** Which file, of which format; dropped or chosen. */
export function FileChoice({ check }: { check: (file: File, format: ImportFormat) => Promise<void> }) {
  const { t } = useLanguage();
  const [file, setFile] = useState<File | null>(null);
  const [format, setFormat] = useState<ImportFormat>('xlsx');
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<Error | null>(null);
  const [isOver, setOver] = useState(false);
  const take = (chosen: File | null) => {
    setFile(chosen);
    setError(null);
    setFault(undefined);
    const named = chosen && formatOf(chosen.name);
    if (named) setFormat(named);
  };
  const send = async () => {
    setError(null);
    if (!file) return setFault(t.bankFiles.fileMissing);
    if (file.size > FILE_BYTES_MAX) return setFault(t.bankFiles.fileTooLarge);
    await check(file, format);
  };
  return (
    <section className="card">
      <form noValidate className="form" onSubmit={(event) => event.preventDefault()}>
        <div
          className={`drop${isOver ? ' drop-over' : ''}`}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take(event.dataTransfer.files[0] ?? null);
          }}
        >
          <Field label={t.bankFiles.file} hint={t.bankFiles.fileHint} error={fault}>
            {(ties) => (
              <input
                className="input"
                type="file"
                accept=".xlsx,.docx,.csv,.gift,.txt,.xml"
                {...ties}
                onChange={({ target }) => take(target.files?.[0] ?? null)}
              />
            )}
          </Field>
          {file && <p className="hint">{t.bankFiles.chosen(file.name)}</p>}
        </div>
        <SelectField
          label={t.bankFiles.format}
          value={format}
          onChange={setFormat}
          options={FORMATS.map((value) => ({ value, title: t.bankFiles.formats[value] }))}
        />
        {error && <ErrorBox error={error} />}
        <div className="row">
          <Button type="submit" work={send} onError={setError} busy={t.bankFiles.checking}>
            {t.bankFiles.check}
          </Button>
        </div>
      </form>
      <p className="row templates">
        <span>{t.bankFiles.templates}</span>
        {TEMPLATES.map((one) => (
          <Button
            key={one}
            kind="quiet"
            label={`${t.bankFiles.short[one]}: ${t.bankFiles.template}`}
            work={() => downloadFile('/api/bank-templates', { query: { format: one } })}
            onError={setError}
          >
            {t.bankFiles.short[one]}
          </Button>
        ))}
      </p>
    </section>
  );
}

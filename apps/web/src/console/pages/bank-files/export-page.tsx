import { useState } from 'react';
import { downloadFile } from '../../files.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { WithBank, type Bank } from '../items/bank.js';

const FORMATS = ['xlsx', 'docx', 'csv', 'gift', 'aiken', 'moodle-xml', 'qti3'] as const;
const STATUSES = ['', 'published', 'review', 'draft', 'retired'] as const;

/** Questions with their keys as a file. */
export function Page() {
  const { t } = useLanguage();
  return (
    <>
      <div className="head">
        <h1>{t.bankFiles.exportTitle}</h1>
      </div>
      <WithBank>{(bank) => <Export key={bank.code} bank={bank} />}</WithBank>
    </>
  );
}

function Export({ bank }: { bank: Bank }) {
  const { t } = useLanguage();
  const say = useToast();
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('xlsx');
  const [status, setStatus] = useState<(typeof STATUSES)[number]>('');
  const [topic, setTopic] = useState('');
  const [subBank, setSubBank] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const download = async () => {
    setError(null);
    const query = { format, status, topic, subBank };
    await downloadFile('/api/banks/{bankCode}/exports', { path: { bankCode: bank.code }, query });
    say(t.bankFiles.exported);
  };
  return (
    <section className="card">
      <form noValidate className="form" onSubmit={(event) => event.preventDefault()}>
        <p className="box box-warn">{t.bankFiles.exportWarn}</p>
        <SelectField
          label={t.bankFiles.format}
          hint={t.bankFiles.formatHints[format]}
          value={format}
          onChange={setFormat}
          options={FORMATS.map((value) => ({ value, title: t.bankFiles.formats[value] }))}
        />
        <SelectField
          label={t.bankFiles.status}
          value={status}
          onChange={setStatus}
          options={STATUSES.map((value) => ({ value, title: t.bankFiles.statuses[value || 'living'] }))}
        />
        <SelectField
          label={t.bankFiles.fields.topic}
          value={topic}
          onChange={setTopic}
          options={[
            { value: '', title: t.bankFiles.allTopics },
            ...bank.topics.map(({ code, title }) => ({ value: code, title })),
          ]}
        />
        {bank.subBanks.length > 0 && (
          <SelectField
            label={t.bankFiles.fields.subBank}
            value={subBank}
            onChange={setSubBank}
            options={[
              { value: '', title: t.bankFiles.wholeBank },
              ...bank.subBanks.map((value) => ({ value, title: value })),
            ]}
          />
        )}
        {error && <ErrorBox error={error} />}
        <Button type="submit" work={download} onError={setError}>
          {t.bankFiles.download}
        </Button>
      </form>
    </section>
  );
}

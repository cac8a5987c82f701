import { useEffect, useState } from 'react';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { CheckListField, RadioField } from '../../ui/choice-fields.js';
import { askDocument, JobState, useDocumentJob } from '../../ui/document-job.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { CHOICES, TERMS, type Desk } from './open-data.js';

/** Which columns, by which terms, and the file being made. */
export function MakeForm({ fixed, onMade }: { fixed: Desk['fixedColumns']; onMade: () => Promise<void> }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const [columns, setColumns] = useState<string[]>(
    fixed ?? CHOICES.filter((column) => column !== 'day' && column !== 'week'),
  );
  const [terms, setTerms] = useState<(typeof TERMS)[number]>('cc_by_4');
  const [termsText, setTermsText] = useState('');
  const [id, setId] = useState<string | null>(null);
  const [error, setError] = useState<Error>();
  const { data: job } = useDocumentJob(id);
  const state = job?.state;
  useEffect(() => {
    if (state === 'done') void onMade();
  }, [state]);
  const make = async () => {
    setError(undefined);
    const params = {
      columns: CHOICES.filter((column) => columns.includes(column)),
      ...{ terms, termsText: terms === 'own' ? termsText : null },
    };
    setId((await askDocument(slug, { kind: 'openData', params })).id);
  };
  return (
    <section className="card">
      <h2>{t.openData.make}</h2>
      <CheckListField
        label={t.openData.columns}
        hint={fixed ? t.openData.columnsFixed : t.openData.columnsHint}
        value={columns}
        onChange={setColumns}
        disabled={fixed !== null}
        options={CHOICES.map((value) => ({ value, title: t.openData.choices[value] }))}
      />
      <RadioField
        label={t.openData.terms}
        value={terms}
        onChange={setTerms}
        options={TERMS.map((value) => ({ value, title: t.openData.termsChoices[value] }))}
      />
      {terms === 'own' && (
        <TextField label={t.openData.termsText} value={termsText} onChange={setTermsText} maxLength={300} />
      )}
      <div className="document-job">
        {(!job || state === 'done') && (
          <Button kind="second" work={make} onError={setError}>
            {t.openData.make}
          </Button>
        )}
        {error && <ErrorBox error={error} />}
        {job && <JobState job={job} again={make} />}
      </div>
    </section>
  );
}

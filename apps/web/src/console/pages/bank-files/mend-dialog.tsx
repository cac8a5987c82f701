import { useState } from 'react';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, SelectField, TextField } from '../../ui/field.js';
import type { Question, Row } from './import-rows.js';

const LEVELS = ['', '1', '2', '3'] as const;
const OPTIONS_MAX = 6;
const letterOf = (place: number): string => String.fromCharCode(65 + place);

/** True-false stays what it is; else several keys make several choices. */
const kindOf = ({ kind, options }: Question): Question['kind'] =>
  kind === 'true_false' && options.length === 2
    ? kind
    : options.filter(({ right }) => right).length > 1
      ? 'multiple'
      : 'single';

/** One row, to be mended before it is imported. */
export function MendDialog({
  row,
  topics,
  save,
  onClose,
}: {
  row: Row;
  topics: readonly { code: string; title: string }[];
  save: (question: Question) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const [question, setQuestion] = useState(row.question);
  const [error, setError] = useState<Error | null>(null);
  const set = (changes: Partial<Question>) => setQuestion((old) => ({ ...old, ...changes }));
  const setOption = (place: number, changes: Partial<Question['options'][number]>) =>
    set({ options: question.options.map((one, i) => (i === place ? { ...one, ...changes } : one)) });
  const line = (name: 'code' | 'document' | 'article' | 'subBank' | 'mark') => (
    <TextField
      label={t.bankFiles.fields[name]}
      autoComplete="off"
      value={question[name] ?? ''}
      onChange={(value) => set({ [name]: value || null })}
    />
  );
  const day = (name: 'date' | 'validFrom' | 'validTo') => (
    <TextField
      label={t.bankFiles.fields[name]}
      type="date"
      value={question[name] ?? ''}
      onChange={(value) => set({ [name]: value || null })}
    />
  );
  const lines = (name: 'stem' | 'explanation', rows: number) => (
    <Field label={t.bankFiles.fields[name]}>
      {(ties) => (
        <textarea
          className="input"
          rows={rows}
          {...ties}
          value={question[name] ?? ''}
          onChange={({ target }) =>
            set(name === 'stem' ? { stem: target.value } : { explanation: target.value || null })
          }
        />
      )}
    </Field>
  );
  return (
    <Dialog
      title={t.bankFiles.mendTitle(row.question.label ?? t.bankFiles.rowName(String(row.question.row)))}
      onClose={onClose}
      isAlert
    >
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        {row.faults.length > 0 && (
          <ul className="row-faults" lang="vi">
            {row.faults.map(({ column, message }, i) => (
              <li key={i}>{column ? `${column}: ${message}` : message}</li>
            ))}
          </ul>
        )}
        {lines('stem', 3)}
        <fieldset className="mend-options">
          <legend className="label">{t.bankFiles.options}</legend>
          {question.options.map((option, place) => (
            <div key={place} className="mend-option">
              <label className="mend-right">
                <input
                  type="checkbox"
                  checked={option.right}
                  onChange={({ target }) => setOption(place, { right: target.checked })}
                />
                <span>{t.bankFiles.isRight(letterOf(place))}</span>
              </label>
              <input
                className="input"
                aria-label={t.bankFiles.option(letterOf(place))}
                value={option.text}
                onChange={({ target }) => setOption(place, { text: target.value })}
              />
              <Button
                kind="quiet"
                label={`${t.bankFiles.drop} ${letterOf(place)}`}
                work={() => set({ options: question.options.filter((_, i) => i !== place) })}
              >
                {t.bankFiles.drop}
              </Button>
            </div>
          ))}
          {question.options.length < OPTIONS_MAX && (
            <Button kind="second" work={() => set({ options: [...question.options, { text: '', right: false }] })}>
              {t.bankFiles.addOption}
            </Button>
          )}
        </fieldset>
        <Field label={t.bankFiles.fields.topic}>
          {(ties) => (
            <>
              <input
                className="input"
                list="bank-topics"
                {...ties}
                value={question.topic ?? ''}
                onChange={({ target }) => set({ topic: target.value || null })}
              />
              <datalist id="bank-topics">
                {topics.map(({ code, title }) => (
                  <option key={code} value={title} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <SelectField
          label={t.bankFiles.fields.level}
          value={LEVELS.find((one) => one === String(question.level ?? '')) ?? ''}
          onChange={(value) => set({ level: value === '' ? null : (Number(value) as 1 | 2 | 3) })}
          options={LEVELS.map((value) => ({
            value,
            title: value === '' ? t.bankFiles.noLevel : t.bankFiles.levels[value],
          }))}
        />
        {lines('explanation', 3)}
        {line('document')}
        {line('article')}
        {day('date')}
        {day('validFrom')}
        {day('validTo')}
        {line('code')}
        {line('subBank')}
        {line('mark')}
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button
            type="submit"
            work={async () => {
              setError(null);
              await save({ ...question, kind: kindOf(question) });
            }}
            onError={setError}
          >
            {t.bankFiles.saveRow}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

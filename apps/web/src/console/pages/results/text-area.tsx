import { useLanguage } from '../../language.js';
import { Field } from '../../ui/field.js';

/** Some lines of text that must not be empty. */
export function TextArea({
  label,
  hint,
  error,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  error?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ties) => (
        <textarea
          className="input"
          rows={3}
          {...ties}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

/** Why something was decided: for the trail and for whoever asks later. */
export function ReasonField(props: { error?: string; value: string; onChange: (value: string) => void }) {
  const { t } = useLanguage();
  return <TextArea label={t.settlements.reason} hint={t.settlements.reasonHint} {...props} />;
}

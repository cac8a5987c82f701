import { useLanguage } from '../../language.js';
import { LETTER_FORMATS, type LetterFormat } from '../../letters.js';
import { SelectField } from '../../ui/field.js';

/** As what letters come. */
export function FormatField({ value, onChange }: { value: LetterFormat; onChange: (format: LetterFormat) => void }) {
  const { t } = useLanguage();
  return (
    <SelectField
      label={t.invitations.format}
      value={value}
      onChange={onChange}
      options={LETTER_FORMATS.map((format) => ({ value: format, title: t.invitations.formats[format] }))}
    />
  );
}

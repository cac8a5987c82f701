import type { BodyOf } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { RadioField } from '../../ui/choice-fields.js';
import { TextField } from '../../ui/field.js';
import { COMMENDATION_FORMS, type LISTS } from './commendations.js';

export type Wish = Required<Omit<BodyOf<typeof LISTS, 'post'>, 'id'>>;

export const NO_WISH: Wish = { form: 'merit', formWords: null, authority: '' };

export const isWhole = ({ form, formWords, authority }: Wish): boolean =>
  authority.trim() !== '' && (form !== 'other' || (formWords ?? '').trim() !== '');

/** What a list asks for, and of whom. */
export function WishFields({
  wish,
  onChange,
  isMissing,
}: {
  wish: Wish;
  onChange: (wish: Wish) => void;
  /** Says what is missing. */
  isMissing: boolean;
}) {
  const { t } = useLanguage();
  const { form, formWords, authority } = wish;
  const fault = (text: string) => (isMissing && text.trim() === '' ? t.commendations.missing : '');
  return (
    <>
      <RadioField
        label={t.commendations.form}
        value={form}
        options={COMMENDATION_FORMS.map((value) => ({
          value,
          title: t.commendations.forms[value],
          hint: t.commendations.formHints[value],
        }))}
        onChange={(value) =>
          onChange({ ...wish, form: value, formWords: value === 'other' ? (formWords ?? '') : null })
        }
      />
      {form === 'other' && (
        <TextField
          label={t.commendations.formWords}
          hint={t.commendations.formWordsHint}
          maxLength={200}
          value={formWords ?? ''}
          error={fault(formWords ?? '')}
          onChange={(typed) => onChange({ ...wish, formWords: typed })}
        />
      )}
      <TextField
        label={t.commendations.authority}
        hint={t.commendations.authorityHint}
        maxLength={200}
        value={authority}
        error={fault(authority)}
        onChange={(typed) => onChange({ ...wish, authority: typed })}
      />
    </>
  );
}

import type { ReactNode } from 'react';
import { choiceWords } from '../../regulations.js';
import { useLanguage } from '../../language.js';
import { CheckField, CheckListField, RadioField } from '../../ui/choice-fields.js';
import { Field, SelectField, TextField } from '../../ui/field.js';
import { LocalTimeField } from '../../ui/local-time-field.js';
import { NumberField } from '../../ui/number-field.js';
import { placeId, useEditingPlan, useRule } from './editing-context.js';

/** Longer text wants more than a line. */
const LINE_MAX = 300;
const NONE = '';

interface Wish {
  path: string;
  /** Instead of the name that faults call it by. */
  label?: string;
  hint?: string;
  /** Behind a number. */
  unit?: string;
  /** The number stands in the document this many times as large: minutes that are kept as seconds. */
  factor?: number;
  /** A choice as a box to fold out, where many stand together. */
  isShort?: boolean;
  /** What leaving it out means. */
  none?: string;
  /** Codes of the document itself to choose from: audiences, phases. */
  codes?: readonly { code: string; title: string }[];
}

/**
 * The field of one rule. What it is called, what it may hold and what each choice means come from the rules themselves, so
 * that the form and the thể lệ never say two things.
 *
 * @example <RuleField path="counting.rule" />
 */
export function RuleField(wish: Wish) {
  const { path } = wish;
  const { note, isOpenDecision, isLocked } = useRule(path);
  const { t } = useLanguage();
  return (
    <div id={placeId(path)} className={`rule${isOpenDecision ? ' rule-open' : ''}`}>
      {isLocked && <p className="tag">{t.plans.lockedByProvince}</p>}
      {isOpenDecision && <p className="tag tag-warn">{t.plans.toDecide}</p>}
      <Control {...wish} />
      {note && <p className="rule-note">{t.plans.byPeople(note.message)}</p>}
    </div>
  );
}

function Control({ path, label, hint, unit, factor = 1, isShort, none, codes }: Wish) {
  const { t } = useLanguage();
  const { shape, value, set, error, isOpenDecision, isOpen } = useRule(path);
  const { faults } = useEditingPlan();
  const common = { label: label ?? shape.name, error, disabled: !isOpen };
  const decision = isOpenDecision ? faults.find((one) => one.path === path)?.message : undefined;

  if (codes) {
    const options = [{ value: NONE, title: none ?? t.plans.all }, ...codes.map(titled)];
    return (
      <SelectField
        {...common}
        hint={hint}
        value={typeof value === 'string' ? value : NONE}
        options={options}
        onChange={(code) => set(code === NONE ? null : code)}
      />
    );
  }
  switch (shape.is) {
    case 'integer':
    case 'decimal': {
      const number = typeof value === 'number' ? value / factor : ((value ?? null) as string | null);
      return (
        <NumberField
          {...common}
          unit={unit}
          hint={hint ?? (shape.orNull ? (none ?? t.plans.blankIsNone) : undefined)}
          value={number}
          // What must be a number and is none is left out, so that the default or the fault of a missing field comes back.
          onChange={(typed) =>
            set(
              typeof typed === 'number'
                ? Math.round(typed * factor * 1000) / 1000
                : typed === null && !shape.orNull
                  ? undefined
                  : typed,
            )
          }
        />
      );
    }
    case 'boolean': {
      const yes = choiceWords(path, true);
      const no = choiceWords(path, false);
      if (no === undefined)
        return <CheckField {...common} hint={sentence(hint ?? yes)} value={value === true} onChange={set} />;
      return (
        <RadioField
          {...common}
          hint={hint}
          value={typeof value === 'boolean' ? String(value) : null}
          options={[
            { value: 'true', title: sentence(yes)! },
            { value: 'false', title: sentence(no)! },
          ]}
          onChange={(choice) => set(choice === 'true')}
        />
      );
    }
    case 'choice': {
      const options = [
        ...(shape.orNull ? [{ value: NONE, title: none ?? t.plans.notSaid }] : []),
        ...shape.of.map((one) => ({ value: String(one), title: sentence(choiceWords(path, one) ?? String(one))! })),
      ];
      const choose = (choice: string) => set(choice === NONE ? null : shape.of.find((one) => String(one) === choice));
      const chosen = value === null ? NONE : value === undefined ? null : String(value as string | number);
      if (isShort) {
        const unchosen = chosen === null ? [{ value: NONE, title: t.plans.choose }] : [];
        return (
          <SelectField
            {...common}
            hint={hint}
            value={chosen ?? NONE}
            options={[...unchosen, ...options]}
            onChange={choose}
          />
        );
      }
      return <RadioField {...common} hint={decision ?? hint} value={chosen} options={options} onChange={choose} />;
    }
    case 'list': {
      const { each } = shape;
      const options =
        each.is === 'choice'
          ? each.of.map((one) => ({
              value: String(one),
              title: sentence(choiceWords(`${path}[0]`, one) ?? String(one))!,
            }))
          : [];
      return (
        <CheckListField {...common} hint={hint} value={(value ?? []) as string[]} options={options} onChange={set} />
      );
    }
    case 'localTime':
      return <LocalTimeField {...common} hint={hint} value={typeof value === 'string' ? value : ''} onChange={set} />;
    case 'text':
    case 'date':
      if (shape.is === 'text' && shape.maxLength > LINE_MAX)
        return (
          <LongText
            {...common}
            hint={hint}
            value={typeof value === 'string' ? value : ''}
            maxLength={shape.maxLength}
            onChange={(text) => set(text === '' && shape.orNull ? null : text)}
          />
        );
      return (
        <TextField
          {...common}
          hint={hint}
          type={shape.is === 'date' ? 'date' : 'text'}
          autoComplete="off"
          required={!shape.orNull}
          value={typeof value === 'string' ? value : ''}
          onChange={(text) => set(text === '' && shape.orNull ? null : text)}
        />
      );
    default:
      throw new Error(`${path} has fields of its own.`);
  }
}

function LongText({
  value,
  onChange,
  maxLength,
  disabled,
  ...rest
}: {
  label: string;
  hint?: ReactNode;
  error?: string;
  value: string;
  maxLength: number;
  disabled: boolean;
  onChange: (text: string) => void;
}) {
  return (
    <Field {...rest}>
      {(ties) => (
        <textarea
          className="input"
          rows={3}
          maxLength={maxLength}
          disabled={disabled}
          {...ties}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

const titled = ({ code, title }: { code: string; title: string }) => ({ value: code, title });

/** 'ngay sau khi nộp bài' as a choice of its own: 'Ngay sau khi nộp bài'. */
function sentence(words: string | undefined): string | undefined {
  return words && words.charAt(0).toLocaleUpperCase('vi') + words.slice(1);
}

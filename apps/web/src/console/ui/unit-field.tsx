import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import type { UnitOption } from '../../shared/api/views.js';
import { useApi } from '../api.js';
import { useLanguage } from '../language.js';

const PAUSE_MS = 200;
const SHOWN_MAX = 20;
/** Six units: small enough to stay below the box on most screens. */
const SHEET_HEIGHT = 300;

/**
 * One invited unit of a contest, found by a few letters of its name, without accents too; the unit above stands below it.
 *
 * @example <UnitField slug={slug} value={unit} onChange={setUnit} label={t.people.unit} error={faults.contestUnitId} />
 */
export function UnitField({
  slug,
  value,
  onChange,
  label,
  hint,
  error,
}: {
  slug: string;
  value: UnitOption | null;
  onChange: (unit: UnitOption | null) => void;
  label: string;
  hint?: string;
  error?: string;
}) {
  const { t } = useLanguage();
  const [text, setText] = useState(value?.name ?? '');
  const wanted = value && text === value.name ? '' : text;
  const search = useLater(wanted, PAUSE_MS);
  const found = useApi('/api/contests/{slug}/units', { path: { slug }, query: { search, limit: SHOWN_MAX } });
  // What was found for older letters is taken away, so that nobody chooses in passing what one no longer looks for.
  const isOld = found.isPlaceholderData || search !== wanted;
  const matching = isOld ? [] : (found.data?.units ?? []);
  // What is chosen stays in the list, found or not: a box whose choice is not in it forgets its letters when left.
  const units = value === null || matching.some(({ id }) => id === value.id) ? matching : [value, ...matching];
  return (
    <ComboBox
      className={`field unit-field${error ? ' field-wrong' : ''}`}
      items={units}
      inputValue={text}
      onInputChange={setText}
      value={value?.id ?? null}
      onChange={(id) => {
        const unit = units.find((one) => one.id === id) ?? null;
        onChange(unit);
        if (unit) setText(unit.name);
      }}
      // The server has searched, with more than the letters of the name.
      defaultFilter={() => true}
      allowsEmptyCollection
      menuTrigger="focus"
      isInvalid={error !== undefined}
    >
      <Label className="label">{label}</Label>
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <div className="unit-box">
        <Input className="input" />
        <Button className="unit-open">
          <span aria-hidden="true">▾</span>
        </Button>
      </div>
      {error && (
        <Text slot="errorMessage" className="wrong">
          {error}
        </Text>
      )}
      <Popover className="choices-sheet" maxHeight={SHEET_HEIGHT} placement="bottom start">
        <ListBox
          renderEmptyState={() => (
            <p className="choices-none">{isOld || found.isFetching ? t.shell.loading : t.frame.noUnits}</p>
          )}
        >
          {(unit: UnitOption) => (
            <ListBoxItem id={unit.id} textValue={unit.name}>
              <Text slot="label">{unit.name}</Text>
              {unit.parentName && (
                <Text slot="description" className="hint">
                  {unit.parentName}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** A value that has not changed for a while: typing asks the server once. */
export function useLater<T>(value: T, pauseMs: number): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return later;
}

import { useEffect, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { useLanguage } from '../language.js';

const PAUSE_MS = 200;
/** Six entries with a second line: small enough to stay below the box on most screens. */
const SHEET_HEIGHT = 300;

/** What can be chosen: its name, and a second line that tells it from others of the name. */
export interface Choosable {
  id: number;
  name: string;
  parentName: string | null;
}

/**
 * One of many, found by a few letters that the server looks for.
 *
 * @param found what the server found for `letters`, undefined while it looks
 * @param onLetters what is looked for, once typing has paused
 * @example see unit-field.tsx
 */
export function SearchField<T extends Choosable>({
  value,
  onChange,
  found,
  onLetters,
  label,
  hint,
  error,
}: {
  value: T | null;
  onChange: (chosen: T | null) => void;
  found: readonly T[] | undefined;
  onLetters: (letters: string) => void;
  label: string;
  hint?: ReactNode;
  error?: string;
}) {
  const { t } = useLanguage();
  const [text, setText] = useState(value?.name ?? '');
  const wanted = value && text === value.name ? '' : text;
  const search = useLater(wanted, PAUSE_MS);
  useEffect(() => onLetters(search), [search]);
  // What was found for older letters is taken away, so that nobody chooses in passing what one no longer looks for.
  const isOld = found === undefined || search !== wanted;
  const matching = isOld ? [] : found;
  // What is chosen stays in the list, found or not: a box whose choice is not in it forgets its letters when left.
  const items = value === null || matching.some(({ id }) => id === value.id) ? matching : [value, ...matching];
  return (
    <ComboBox
      className={`field unit-field${error ? ' field-wrong' : ''}`}
      items={items}
      inputValue={text}
      onInputChange={setText}
      value={value?.id ?? null}
      onChange={(id) => {
        const chosen = items.find((one) => one.id === id) ?? null;
        onChange(chosen);
        if (chosen) setText(chosen.name);
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
        <ListBox renderEmptyState={() => <p className="choices-none">{isOld ? t.shell.loading : t.frame.noUnits}</p>}>
          {(one: T) => (
            <ListBoxItem id={one.id} textValue={one.name}>
              <Text slot="label">{one.name}</Text>
              {one.parentName && (
                <Text slot="description" className="hint">
                  {one.parentName}
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

import { useState } from 'react';
import type { UnitOption } from '../../shared/api/views.js';
import { useApi } from '../api.js';
import { SearchField } from './search-field.js';

const SHOWN_MAX = 20;

/**
 * One invited unit of a contest, found by a few letters of its name, without accents too; the unit above stands below it.
 *
 * @example <UnitField slug={slug} value={unit} onChange={setUnit} label={t.people.unit} error={faults.contestUnitId} />
 */
export function UnitField({
  slug,
  ...rest
}: {
  slug: string;
  value: UnitOption | null;
  onChange: (unit: UnitOption | null) => void;
  label: string;
  hint?: string;
  error?: string;
}) {
  const [search, setSearch] = useState('');
  const found = useApi('/api/contests/{slug}/units', { path: { slug }, query: { search, limit: SHOWN_MAX } });
  return (
    <SearchField<UnitOption>
      {...rest}
      found={found.isPlaceholderData ? undefined : found.data?.units}
      onLetters={setSearch}
    />
  );
}

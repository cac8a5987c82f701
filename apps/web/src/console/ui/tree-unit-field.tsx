import { useState } from 'react';
import type { Answer } from '../../shared/api/client.js';
import { useApi } from '../api.js';
import { SearchField } from './search-field.js';

export type TreeUnit = Answer<'/api/unit-tree', 'get'>['units'][number];

const SHOWN_MAX = 20;

/** One unit of the administrative tree that is in force on a day. @example <TreeUnitField on={day} value={unit} onChange={setUnit} label={…} /> */
export function TreeUnitField({
  on,
  ...rest
}: {
  /** 'YYYY-MM-DD' */
  on: string;
  value: TreeUnit | null;
  onChange: (unit: TreeUnit | null) => void;
  label: string;
  hint?: string;
  error?: string;
}) {
  const [search, setSearch] = useState('');
  const found = useApi('/api/unit-tree', { query: { search, on, limit: SHOWN_MAX } });
  // A unit that is no more can be found by its old name, but not be chosen.
  const units = found.data?.units.filter(({ now, validTo }) => now === null && (validTo === null || validTo > on));
  return <SearchField<TreeUnit> {...rest} found={found.isPlaceholderData ? undefined : units} onLetters={setSearch} />;
}

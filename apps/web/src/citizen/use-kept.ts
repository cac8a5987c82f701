import { useCallback, useState } from 'preact/hooks';
import { tab } from '../shared/storage.js';

/**
 * Like useState, for what somebody types: it is still there after a refresh and after going back and forth, as long as
 * the tab is open. Never for a password.
 */
export function useKept<T>(name: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => tab.read<T>(name) ?? initial);
  const keep = useCallback(
    (next: T) => {
      tab.write(name, next);
      setValue(next);
    },
    [name],
  );
  return [value, keep];
}

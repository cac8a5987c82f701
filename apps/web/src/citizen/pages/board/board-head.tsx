import { useLocation } from 'preact-iso/router';
import type { ContestDetails } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { scopesOf, type Scope } from './scope.js';

/** Persons or units: two tables of the same contest, with the same part of it chosen. */
export function Tabs({ slug, scope, current }: { slug: string; scope: Scope; current: 'persons' | 'units' }) {
  const { t } = useLanguage();
  const tab = (name: 'persons' | 'units', place: string) => (
    <a href={`/cuoc-thi/${slug}/${place}?xem=${scope.name}`} aria-current={current === name ? 'page' : undefined}>
      {t.board[name]}
    </a>
  );
  return (
    <nav class="tabs no-print" aria-label={t.board.tabs}>
      {tab('persons', 'bang-xep-hang')}
      {tab('units', 'don-vi')}
    </nav>
  );
}

/** Which part of the contest is shown. */
export function ScopeChoice({ contest, scope }: { contest: ContestDetails; scope: Scope }) {
  const { t } = useLanguage();
  const change = useChange();
  return (
    <Choice
      label={t.board.scope}
      value={scope.name}
      options={scopesOf(contest).map(({ name, title }) => [name, title ?? t.board.wholeContest])}
      onChoose={(name) => change({ xem: name })}
    />
  );
}

/** One of a few, with its label. @param isWide has a row of its own on a phone */
export function Choice({
  label,
  value,
  options,
  onChoose,
  isWide = false,
}: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, words: string])[];
  onChoose: (value: string) => void;
  isWide?: boolean;
}) {
  return (
    <label class={isWide ? 'tool tool-wide' : 'tool'}>
      <span>{label}</span>
      <select class="input" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map(([name, words]) => (
          <option key={name} value={name} selected={name === value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/**
 * Writes choices into the address, so that it can be sent to others and a refresh keeps them.
 *
 * @returns a function of the choices that change; undefined takes one out, and each change begins at the first page
 */
export function useChange(): (choices: Record<string, string | undefined>) => void {
  const { path, query, route } = useLocation();
  return (choices) => {
    const all: Record<string, string | undefined> = { ...query, trang: undefined, ...choices };
    const kept = Object.entries(all).filter((pair): pair is [string, string] => Boolean(pair[1]));
    const search = new URLSearchParams(kept).toString();
    route(search === '' ? path : `${path}?${search}`, true);
  };
}

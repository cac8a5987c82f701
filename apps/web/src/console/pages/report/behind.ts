/** The field of a contest that a report is about. */
export interface Field {
  scope: 'contest' | 'phase' | 'round';
  scopeId: number | null;
}

/**
 * Where in the console the rows behind a figure are, by the counts that it was made of; null where there is no list of them
 * (the rules of the contest, dates).
 *
 * @param rounds numbers of the rounds of the report, in their order
 * @example behind(['participation.silent'], { scope: 'contest', scopeId: null }, [1, 2]) // '/don-vi/ket-qua?tham-gia=silent'
 */
export function behind(paths: readonly string[], field: Field, rounds: readonly number[]): string | null {
  const path = paths[0] ?? '';
  const round = /^rounds\.(\d+)\./.exec(path)?.[1];
  const number =
    round === undefined ? (field.scope === 'round' ? field.scopeId : null) : (rounds[Number(round)] ?? null);
  const to = (page: string, choices: Record<string, string> = {}) => {
    const search = new URLSearchParams({ ...(number !== null && { dot: String(number) }), ...choices }).toString();
    return search === '' ? page : `${page}?${search}`;
  };
  if (/^(items|summary\.hardItems)/.test(path)) return to('/cau-hoi/thong-ke');
  if (path === 'participation.silent') return to(UNITS, { 'tham-gia': 'silent' });
  if (path === 'participation.tookPart') return to(UNITS, { 'tham-gia': 'took_part' });
  if (/^summary\.(wholeUnits|lowUnits)/.test(path)) return to(UNITS, { xep: '-rate' });
  if (/ullMarks|^summary\.bands/.test(path)) return to(UNITS, { xep: '-fullMarks' });
  if (path === 'summary.meanScore') return to(UNITS, { xep: '-mean' });
  if (/^(participation|total|rounds\.\d|before|audiences|summary\.largest)/.test(path))
    return to(UNITS, { xep: '-persons' });
  if (/^(days|summary\.busiestDay)/.test(path)) return '/dieu-hanh';
  if (/^summary\.winners/.test(path)) return '/ket-qua';
  return null;
}

const UNITS = '/don-vi/ket-qua';

/** The same of a whole table, by its name. */
export function behindTable(id: string, field: Field): string | null {
  const path: Record<string, string> = {
    'units-taking-part': 'participation.invited',
    'persons-and-attempts': 'total.persons',
    distribution: 'summary.bands.full',
    audiences: 'total.persons',
    groups: 'total.persons',
    units: 'total.persons',
    'silent-units': 'participation.silent',
    days: 'days.length',
    items: 'items.length',
    'prizes-of-persons': 'summary.winners.persons',
    'prizes-of-units': 'summary.winners.units',
  };
  return path[id] === undefined ? null : behind([path[id]], field, []);
}

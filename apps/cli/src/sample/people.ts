import { isoInstant, type Random } from '#domain';
import type { NameLists } from './seeds.js';

export interface SamplePerson {
  fullName: string;
  /** 'YYYY-MM-DD' */
  birthDate: string;
}

/** One name in twelve follows another custom than family, middle, given: H’Hen Niê, Vàng A Sử, Zơrâm. */
const WHOLE_ONE_IN = 12;
const DAY_MS = 86_400_000;

/** A person with a name out of the lists, 18 to 60 years old in the year given. The same draws give the same person. */
export function samplePerson(names: NameLists, year: number, random: Random): SamplePerson {
  const of = (list: readonly string[]): string => list[random.int(list.length)]!;
  const birthMs = Date.UTC(year - 60, 0, 1) + random.int(42 * 365) * DAY_MS;
  const birthDate = isoInstant(birthMs).slice(0, 10);
  if (random.int(WHOLE_ONE_IN) === 0) return { fullName: of(names.whole), birthDate };
  const { middle, given } = random.int(2) === 0 ? names.male : names.female;
  return { fullName: `${of(names.family)} ${of(middle)} ${of(given)}`, birthDate };
}

import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { draftItems, readGift, type GiftReading, type ItemDraft } from '#bank';
import { readUnitList, type SuccessionRow, type TreeRow, type UnitRow } from '#units';

/** A unit of a list with the day from which it is in force. */
export type SeedUnit = UnitRow & { validFrom: string };

/** Lists from which the names of sample people are put together. */
export interface NameLists {
  family: string[];
  male: { middle: string[]; given: string[] };
  female: { middle: string[]; given: string[] };
  /** Names that follow other customs, taken whole. */
  whole: string[];
}

const read = (name: string): string => readFileSync(new URL(`../seeds/${name}`, import.meta.url), 'utf8');

/** @throws Error when a file that comes with the product has a fault: that is a bug, not a refusal */
function unitsOf(name: string, knownCodes?: ReadonlySet<string>): SeedUnit[] {
  const { units, faults } = readUnitList(read(name), knownCodes);
  const [fault] = faults;
  if (fault) throw new Error(`${name}, dòng ${fault.row}: ${fault.message}`);
  return units.map(({ validFrom, ...unit }) => {
    if (validFrom === null) throw new Error(`${name}: ${unit.code} has no first day`);
    return { ...unit, validFrom };
  });
}

/**
 * The trees and lists of units: of 2019 and of 2026, and what became of the communes on 1 July 2025. The list of 2019
 * also names bodies that are not in its tree; they hang under the province.
 */
export function seedUnits(): {
  tree: TreeRow[];
  invited2019: SeedUnit[];
  invited2026: SeedUnit[];
  successions: SuccessionRow[];
} {
  const tree2019 = unitsOf('units.nghe-an-2019-tree.csv');
  const known = new Set(tree2019.map(({ code }) => code));
  const invited2019 = unitsOf('units.nghe-an-2019-invited.csv', known);
  const tree2026 = unitsOf('units.nghe-an-2026.csv');
  const province = tree2026.find(({ level, kind }) => level === 'province' && kind === 'territorial');
  const bodies = invited2019
    .filter(({ code }) => !known.has(code))
    .map((unit) => ({ ...unit, parentCode: unit.parentCode ?? province?.code ?? null }));
  const rows = [...tree2019, ...bodies, ...tree2026];
  return {
    // The province stands in both trees.
    tree: [...new Map(rows.map((row) => [`${row.code} ${row.validFrom}`, row])).values()],
    invited2019,
    invited2026: tree2026.filter((unit) => unit !== province),
    successions: successionsOf('successions.nghe-an-2025.csv'),
  };
}

function successionsOf(name: string): SuccessionRow[] {
  const rows: Record<string, string>[] = parse(read(name), { columns: true, bom: true, skip_empty_lines: true });
  return rows.map((row) => ({
    oldCode: row['old_code']!,
    newCode: row['new_code']!,
    relation: row['relation'] as SuccessionRow['relation'],
    effectiveOn: row['effective_on']!,
    legalBasis: row['legal_basis'] || null,
  }));
}

const BANK = 'bank.cchc.gift';
/** The day on which the bank was last read against its sources; its report judges windows as of then. */
export const BANK_READ_ON = '2026-11-22';

/** The sample bank as its file says. */
export const readSeedBank = (): GiftReading => readGift(read(BANK));

/** The sample bank as drafts. @param today local day on which the validity of its questions is judged */
export function seedBank(today: string): ItemDraft[] {
  const gift = readSeedBank();
  const { drafts, refused } = draftItems(gift.items, today);
  const [fault] = [...gift.refused, ...refused];
  if (fault) throw new Error(`${BANK}, dòng ${fault.line}: ${fault.message}`);
  return drafts;
}

/** The questions of the seed bank that no week draws, to practise with; each says that it has yet to be compared. */
export function practiceItems(today: string): ItemDraft[] {
  return seedBank(today)
    .filter(({ status }) => status === 'draft')
    .map((item) => ({ ...item, status: 'published', subBank: null }));
}

export const seedNames = (): NameLists => JSON.parse(read('names.sample.json')) as NameLists;

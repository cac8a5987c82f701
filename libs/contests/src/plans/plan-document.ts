import { checkRegulations, DomainError, leftToPeople, undecided, type RuleFault } from '#domain';

/** What a document comes to: its faults, and what of it people have to do themselves. */
export interface PlanVerdict {
  faults: RuleFault[];
  leftToPeople: RuleFault[];
}

/** The faults of a document beside what nobody has decided in it; null unless there are none of both. */
export function judged(document: unknown): ReturnType<typeof checkRegulations> {
  const { regulations, faults } = checkRegulations(document);
  const all = [...undecided(document), ...faults];
  return { regulations: all.length === 0 ? regulations : null, faults: all };
}

export function judge(document: unknown): PlanVerdict {
  const { regulations, faults } = judged(document);
  return { faults, leftToPeople: regulations === null ? [] : leftToPeople(regulations) };
}

/** What PostgreSQL cannot keep in JSON: the sign of no character, and half a character. */
const NO_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/** A document as it is stored: in NFC, whatever else is wrong with it. @throws DomainError TEXT_HAS_CONTROL_CHARACTERS */
export function storable(document: unknown): object {
  const text = JSON.stringify(document).normalize('NFC');
  if (NO_TEXT.test(text)) throw new DomainError('TEXT_HAS_CONTROL_CHARACTERS');
  const whole: unknown = JSON.parse(text);
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) throw new DomainError('INVALID_INPUT');
  return whole;
}

export function textOf(document: object, field: 'title' | 'slug'): string {
  const value: unknown = (document as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : '';
}

import { Refusal } from './api/client.js';

/** What is wrong with a form, by the name of the field. */
export type Faults = Partial<Record<string, string>>;

/** Which field a refusal is about when its details do not say so. */
const FIELD_OF: Partial<Record<string, string>> = {
  PHONE_TAKEN: 'phone',
  WRONG_CREDENTIALS: 'password',
  PASSWORD_TOO_WEAK: 'password',
  RESET_CODE_WRONG: 'code',
  SECOND_FACTOR_WRONG: 'code',
  BIRTH_DATE_REQUIRED: 'birthDate',
  TOO_YOUNG: 'birthDate',
  TOO_OLD: 'birthDate',
  UNIT_NOT_INVITED: 'contestUnitId',
  UNIT_NOT_FOUND: 'contestUnitId',
  UNIT_FIXED: 'contestUnitId',
  CONSENT_REQUIRED: 'consents',
  GUARDIAN_REQUIRED: 'guardian',
};

/**
 * The fields of a form that a refusal is about, each with the server's words. INVALID_INPUT names one in `details.field`,
 * or several in `details.faults` as 'field: words'.
 *
 * @param names the fields that the form has; what is about another one is left out
 */
export function faultsOf(error: unknown, names: readonly string[]): Faults {
  if (!(error instanceof Refusal)) return {};
  const { field, faults } = error.details;
  const found: Faults = {};
  for (const fault of Array.isArray(faults) ? faults : []) {
    const [, name, words] = /^(\w+)[^:]*: (.+)$/s.exec(String(fault)) ?? [];
    if (name && words) found[name] = words;
  }
  const named = FIELD_OF[error.code] ?? (typeof field === 'string' ? field : undefined);
  if (named) found[named] = error.message;
  return Object.fromEntries(Object.entries(found).filter(([name]) => names.includes(name)));
}

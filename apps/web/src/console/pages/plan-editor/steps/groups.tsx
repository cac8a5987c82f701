import { valueAt } from '../../../regulations.js';
import { freeCode } from '../calendar-moves.js';
import { useEditingPlan } from '../editing-context.js';
import { Lines } from '../lines.js';
import { RuleField } from '../rule-field.js';

/** The lines that others are chosen from, as far as they are there. */
export function useCodes(path: string): { code: string; title: string }[] {
  const { printable } = useEditingPlan();
  const lines = valueAt(printable, path);
  return Array.isArray(lines) ? (lines as { code: string; title: string }[]) : [];
}

/** Lines with a name; their codes are nobody's business and stay as they are. */
export function Groups({ path, word, add, empty }: { path: string; word: string; add: string; empty: string }) {
  return (
    <Lines<{ code: string; title: string }>
      path={path}
      add={add}
      empty={empty}
      grown={(lines) => [...lines, { code: freeCode(lines, word), title: '' }]}
      summary={({ title }) => title || '…'}
    >
      {(at) => <RuleField path={`${at}.title`} />}
    </Lines>
  );
}

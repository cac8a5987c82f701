import type { Formats } from '../../../shared/formats.js';

/** How much more or less than before: 120 beside 100 → '+20,00%'; '–' beside nothing. */
export function signed(f: Pick<Formats, 'percent'>, now: number, before: number): string {
  const change = f.percent(Math.abs(now - before), before);
  return now === before || before === 0 ? change : `${now > before ? '+' : '−'}${change}`;
}

import type { Formats } from './formats.js';

interface Part {
  metric: string;
  value: { numerator: number; denominator: number } | null;
}

const SHARES: readonly string[] = ['headcount_rate', 'full_mark_share'];

/**
 * The value of one component of a ranking of units, with the two counts that it is made of.
 *
 * Example: 50 of 100 people is "50,00% (50/100)", 600 points of 50 attempts "12,00 (600/50)", 40 people "40".
 */
export function metricValue(f: Formats, { metric, value }: Part): string {
  if (value === null) return '–';
  const { numerator, denominator } = value;
  const both = `(${f.decimal(numerator)}/${f.count(denominator)})`;
  if (SHARES.includes(metric)) return `${f.percent(numerator, denominator)} ${both}`;
  return metric === 'mean_score' ? `${f.mean(numerator / denominator)} ${both}` : f.count(numerator);
}

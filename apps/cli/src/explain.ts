import { DomainError } from '#domain';
import { Refusal } from './errand.js';

/** What a person at a terminal is told of an error: a refusal in its own words, anything else with its stack. */
export function explain(error: unknown): { text: string; exitCode: 1 | 2 } {
  if (error instanceof Refusal) return { text: error.message, exitCode: error.exitCode };
  if (error instanceof DomainError) {
    const details = Object.entries(error.details).map(([name, value]) => `\n  ${name}: ${String(value)}`);
    return { text: `Không làm được: ${error.code} (${error.message})${details.join('')}`, exitCode: 1 };
  }
  const { code, message, stack } = error as { code?: string; message?: string; stack?: string };
  if (code === 'ECONNREFUSED') return { text: `Không kết nối được cơ sở dữ liệu: ${message ?? code}`, exitCode: 1 };
  return { text: stack ?? String(error), exitCode: 1 };
}

import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorCode } from '#domain';
import { ENGLISH } from './messages.en.js';
import { VIETNAMESE } from './messages.vi.js';

/**
 * The sentence of a refusal in the language of whoever asked: English when `accept-language` begins with it, Vietnamese
 * for everybody else.
 *
 * @example sentence({ 'accept-language': 'en-GB' }, 'NOT_FOUND', {}) // 'There is no such page.'
 */
export function sentence(
  headers: Pick<IncomingHttpHeaders, 'accept-language'>,
  code: ErrorCode | 'INTERNAL',
  details: Record<string, unknown>,
): string {
  const isEnglish = /^\s*en\b/i.test(headers['accept-language'] ?? '');
  const found = (isEnglish ? ENGLISH : VIETNAMESE)[code];
  return typeof found === 'function' ? found(details) : found;
}

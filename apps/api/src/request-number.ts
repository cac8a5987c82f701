import type { IncomingMessage } from 'node:http';
import { randomId } from '#platform';

/** Eight letters that stand in an answer, in what a refusal says and in every line of the log about it. */
export const requestNumber = (): string => randomId().slice(0, 8).toUpperCase();

const numbers = new WeakMap<IncomingMessage, string>();

/** The number of a request that Fastify never sees: the one that opens a socket. All of that connection is told under it. */
export function numberOf(request: IncomingMessage): string {
  const known = numbers.get(request);
  if (known !== undefined) return known;
  const made = requestNumber();
  numbers.set(request, made);
  return made;
}

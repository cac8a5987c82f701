import type { PlanWriter } from '#contests';
import type { Identity } from '#identity';
import type { CallerRequest } from '../access.js';

/** Which plans somebody reaches: all with an office that holds in every contest, else those of the contests that one runs. */
export function writerOf({ accountId, roles }: Identity, { id }: CallerRequest): PlanWriter {
  const offices = roles.filter(({ role }) => role === 'organizer' || role === 'administrator');
  const contests = offices.flatMap(({ contestId }) => contestId ?? []);
  return { accountId, requestId: id, reach: contests.length < offices.length ? 'all' : contests };
}

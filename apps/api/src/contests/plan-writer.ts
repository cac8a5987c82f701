import type { PlanWriter } from '#contests';
import { runsEverywhere, type Identity } from '#identity';
import type { CallerRequest } from '../access.js';

/** Which plans somebody reaches: all with an office that holds in every contest, else those of own contests and units. */
export function writerOf(caller: Identity, { id }: CallerRequest): PlanWriter {
  const { accountId, roles } = caller;
  const contests = roles.flatMap(({ role, contestId }) => (role === 'organizer' ? (contestId ?? []) : []));
  const units = roles.flatMap(({ role, unitCode }) => (role === 'unit_organizer' ? (unitCode ?? []) : []));
  return { accountId, requestId: id, reach: runsEverywhere(caller) ? 'all' : contests, units };
}

import { NO_DECISIONS, personNumber, type Decisions, type OutReason } from '#domain';
import type { StandingDecisionRow } from './freeze.queries.js';

/** What people decided, as the frozen input says it. */
export function decisionsOf(rows: readonly StandingDecisionRow[]): Decisions {
  const decisions: Decisions = {
    ...NO_DECISIONS,
    personsOut: [],
    unitsOut: [],
    given: [],
    personOrders: [],
    unitOrders: [],
  };
  for (const { kind, numbers, contest_unit_ids: units, line, out_reason } of rows) {
    const persons = numbers.map(personNumber);
    if (kind === 'out') {
      const reason = out_reason as OutReason;
      for (const person of persons) decisions.personsOut.push({ person, line, reason });
      for (const unit of units) decisions.unitsOut.push({ unit, line, reason });
    } else if (kind === 'given') {
      for (const person of persons) decisions.given.push({ line: line!, person });
      for (const unit of units) decisions.given.push({ line: line!, unit });
    } else if (persons.length > 0) decisions.personOrders.push({ persons });
    else decisions.unitOrders.push({ units: [...units] });
  }
  return decisions;
}

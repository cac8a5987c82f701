import { earlierRound, isRoundIn, type Field } from '../regulations/standings.js';
import type { Regulations } from '../regulations/regulations.js';
import type { DecidingRules } from './frozen-input.js';

/** The part of the regulations that decides who wins. */
export function decidingRules(regulations: Regulations): DecidingRules {
  const { calendar, audiences, counting, prediction, ranking, prizes, units } = regulations;
  return {
    calendar: { rounds: calendar.rounds.map(({ code, phase }) => ({ code, phase })) },
    audiences: { groups: audiences.groups },
    counting,
    prediction: prediction && {
      subject: prediction.subject,
      of: prediction.of,
      among: prediction.among,
      compare: prediction.compare,
      equalDistance: prediction.equalDistance,
      whichCounts: prediction.whichCounts,
    },
    ranking,
    prizes,
    units: { participation: units.participation, blocks: units.blocks, ranking: units.ranking },
  };
}

/** Whether units decide anything: only then do they stand in what is published. */
export function needsUnits({ prizes, units }: DecidingRules): boolean {
  return prizes.perUnitMax !== null || units.ranking !== null || prizes.list.some(({ to }) => to === 'unit');
}

/** Whether the order of birth dates decides anything: only then does it stand in what is published. */
export function needsBirthOrder({ prizes, ranking }: DecidingRules): boolean {
  const decides = (by: string) => by === 'youngest' || by === 'oldest';
  return ranking.criteria.some(decides) || prizes.list.some(({ by }) => decides(by));
}

/**
 * The rounds whose attempts the results of a field rest on, in calendar order: its own, those in which the truth of its
 * predictions is counted, and the one before it where the chain looks at that.
 */
export function roundsNeeded(rules: DecidingRules, field: Pick<Field, 'of' | 'code'>): string[] {
  const { rounds } = rules.calendar;
  const own = rounds.filter((round) => isRoundIn(round, field));
  const before = rules.ranking.criteria.includes('earlier_round_score') ? earlierRound(rules, field) : null;
  const { of = 'round' } = rules.prediction ?? {};
  const phases = new Set(own.map(({ phase }) => phase));
  const isCountedIn = ({ phase }: (typeof rounds)[number]) =>
    own.length > 0 && (of === 'contest' || (of === 'phase' && phases.has(phase)));
  return rounds
    .filter((round) => own.includes(round) || round.code === before || isCountedIn(round))
    .map(({ code }) => code);
}

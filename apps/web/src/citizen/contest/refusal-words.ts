import type { Formats } from '../../shared/formats.js';
import type { Words } from '../../shared/messages/words.js';
import type { StartRefusal } from './entrance.js';

interface NamedRound {
  title: string;
  phase?: string | null;
}

/**
 * Why a person cannot start now, and when they can: one sentence each. Codes without a sentence of their own speak with
 * the server's.
 *
 * @param now epoch ms by the server's clock
 */
export function refusalWords(
  {
    refusal,
    round,
    next,
  }: { refusal: StartRefusal; round: NamedRound; next: (NamedRound & { opensAt: string }) | null },
  { t, f, now }: { t: Words['contest']; f: Formats; now: number },
): string[] {
  const { per, nextAt } = refusal.details;
  const at = (instant: string) => f.weekdayTime(instant, now);
  switch (refusal.code) {
    case 'ATTEMPT_LIMIT_REACHED': {
      const used = t.usedUp(t.periods[per as keyof typeof t.periods] ?? t.periods.contest);
      if (typeof nextAt === 'string')
        return [used, per === 'week' ? t.nextWeekOpens(at(nextAt)) : t.nextDayOpens(at(nextAt))];
      const isRenewed = per !== 'contest' && (per !== 'phase' || next?.phase !== round.phase);
      return next && isRenewed ? [used, t.nextRoundOpens(next.title, at(next.opensAt))] : [used];
    }
    case 'ATTEMPT_TOO_SOON':
      return typeof nextAt === 'string' ? [t.tooSoon(at(nextAt))] : [refusal.title];
    default:
      return [refusal.title];
  }
}

import type { Answer } from '../../../shared/api/client.js';
import type { Formats } from '../../../shared/formats.js';
import type { Words } from '../../language.js';

export type Signals = Answer<'/api/contests/{slug}/signals', 'get'>;
export type Signal = Signals['signals'][number];

/** What a signal rests on, in words. */
export function evidenceOf({ kind, figures }: Signal, t: Words, f: Formats): string {
  const of = (name: string): number => figures[name] ?? 0;
  const count = (name: string): string => f.count(of(name));
  switch (kind) {
    case 'same_person':
      return of('claims') > 0
        ? t.signals.evidence.same_person_claimed(count('accounts'))
        : t.signals.evidence.same_person(count('accounts'));
    case 'fast':
      return t.signals.evidence.fast(
        f.duration(of('elapsedMs')),
        ...([count('questions'), count('letters'), f.points(of('score')), f.points(of('maxScore'))] as const),
      );
    case 'sequence':
      return t.signals.evidence.sequence(
        ...([count('people'), count('attempts'), count('minutes'), f.duration(of('meanMs'))] as const),
      );
    case 'many_attempts':
      return t.signals.evidence.many_attempts(count('attempts'), count('persons'), f.mean(of('mean')));
  }
}

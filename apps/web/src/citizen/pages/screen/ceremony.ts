/** What is told at a ceremony, of what was published. */
export interface Announced {
  /** null where nothing had to be drawn. */
  lot: { commitment: string; seed: string; draws: readonly Drawn[] } | null;
  /** As the rules list them: the highest first. */
  prizes: readonly PrizeTold[];
}

export interface Drawn {
  name: string;
  unit: string | null;
  /** As it is written where it can be computed again. */
  number: string;
}

export interface PrizeTold {
  title: string;
  /** Whom it is for: an audience, a block; null = all. */
  of: string | null;
  winners: readonly WinnerTold[];
}

export interface WinnerTold {
  name: string;
  unit: string | null;
  /** Result and what decided the place. */
  lines: readonly string[];
}

/** What the hall sees at one step. */
export type Slide =
  | { kind: 'opening' }
  | { kind: 'commitment' }
  | { kind: 'seed' }
  /** The newest of so many numbers. */
  | { kind: 'drawn'; count: number }
  | { kind: 'prize'; prize: PrizeTold }
  /** `at` from 0, the last of them is told first. */
  | { kind: 'winner'; prize: PrizeTold; at: number }
  | { kind: 'closing' };

/**
 * The steps of a ceremony: the draw as it can be checked, then the winners one by one, from the last prize of the list to
 * the first and in each from the last place to the first.
 *
 * Example: one first prize and two second ones without a draw: opening, second prize, its 2nd, its 1st, first prize, its
 * winner, closing.
 */
export function slidesOf({ lot, prizes }: Announced): Slide[] {
  const drawing: Slide[] = lot
    ? [{ kind: 'commitment' }, { kind: 'seed' }, ...lot.draws.map((_, i): Slide => ({ kind: 'drawn', count: i + 1 }))]
    : [];
  const telling = [...prizes]
    .reverse()
    .filter(({ winners }) => winners.length > 0)
    .flatMap((prize): Slide[] => [
      { kind: 'prize', prize },
      ...prize.winners.map((_, i): Slide => ({ kind: 'winner', prize, at: prize.winners.length - 1 - i })),
    ]);
  return [{ kind: 'opening' }, ...drawing, ...telling, { kind: 'closing' }];
}

/** What a key, or a button of a remote control, means; null for others. Remotes send Page Down and Page Up. */
export function stepOf(key: string): 'next' | 'back' | 'first' | 'last' | 'fill' | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
    case 'PageDown':
    case ' ':
    case 'Enter':
      return 'next';
    case 'ArrowLeft':
    case 'ArrowUp':
    case 'PageUp':
    case 'Backspace':
      return 'back';
    case 'Home':
      return 'first';
    case 'End':
      return 'last';
    case 'f':
    case 'F':
      return 'fill';
    default:
      return null;
  }
}

/** The step that an address names, from 1; what is none, or lies outside, is brought inside. */
export const stepIn = (text: string | undefined, steps: number): number =>
  Math.min(steps, Math.max(1, Math.trunc(Number(text ?? 1)) || 1));

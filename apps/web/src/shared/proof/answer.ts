import { solveChallenge, type Challenge } from 'altcha-lib';
import type { DeriveKeyFunction } from 'altcha-lib/types';

/** The slowest phone there is needs a tenth of it; then the challenge is about to end anyway. */
const PATIENCE_MS = 5 * 60_000;

/** What a worker does: takes one challenge as it came, gives back what goes into x-proof, or null when time ran out. */
export function answerWith(deriveKey: DeriveKeyFunction): void {
  addEventListener('message', ({ data }: MessageEvent<string>) => {
    const challenge = JSON.parse(data) as Challenge;
    void solveChallenge({ challenge, deriveKey, timeout: PATIENCE_MS }).then((solution) =>
      postMessage(solution && btoa(JSON.stringify({ challenge, solution }))),
    );
  });
}

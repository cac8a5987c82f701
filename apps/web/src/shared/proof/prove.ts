/**
 * Does the work that the server asks of this machine, in a worker, so that the page stays alive on an old phone. The
 * worker is fetched only when it is asked for.
 *
 * @param challenge as it came in the details of PROOF_NEEDED
 * @returns what goes into the header x-proof
 * @throws Error the worker could not be loaded, or ran out of time
 */
export function prove(challenge: string): Promise<string> {
  const worker = isSubtle()
    ? new Worker(new URL('./subtle-solver.ts', import.meta.url), { type: 'module' })
    : new Worker(new URL('./plain-solver.ts', import.meta.url), { type: 'module' });
  return new Promise<string>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<string | null>) =>
      data ? resolve(data) : reject(new Error('no proof'));
    worker.onerror = () => reject(new Error('no solver'));
    worker.postMessage(challenge);
  }).finally(() => worker.terminate());
}

/** Missing on plain http, where a LAN is served, whatever the types say. */
const isSubtle = (): boolean => typeof (crypto as Partial<Crypto>).subtle === 'object';

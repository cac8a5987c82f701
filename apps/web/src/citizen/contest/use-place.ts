import type { MyPlace } from '../../shared/api/views.js';
import { useSession } from '../session.js';
import { useGet } from '../use-get.js';
import { useReturn } from '../use-return.js';
import { useReloadAt } from './use-reload-at.js';

/**
 * The person's place in a contest, asked again when the hour may have changed it or they come back to the page.
 *
 * @param instants when rounds open and close
 * @returns place: null for somebody who is not signed in, or when it could not be read
 */
export function usePlace(
  slug: string,
  instants: readonly string[],
): { place: MyPlace | null; isKnown: boolean; isFailed: boolean } {
  const { account } = useSession();
  const { data, error, reload } = useGet(account ? '/api/contests/{slug}/participants/me' : null, { path: { slug } });
  const nextAts = data?.rounds.map(({ refusal }) => refusal?.details['nextAt']) ?? [];
  useReloadAt([...instants, data?.openAttempt?.deadlineAt, ...nextAts], reload);
  useReturn(() => {
    if (account) reload();
  });
  return { place: data ?? null, isKnown: !account || Boolean(data ?? error), isFailed: Boolean(error && !data) };
}

import { useAccount } from '../../session.js';

/** Whether somebody keeps the whole installation: the tree is changed by nobody else. */
export function useKeepsTree(): boolean {
  return useAccount().roles.some(({ role, contestId }) => role === 'administrator' && contestId === null);
}

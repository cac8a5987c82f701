/** What an organizer does next about the results of a field. */
export type NextAct =
  | 'coming'
  | 'commit'
  | 'freeze'
  | 'asked'
  | 'failed'
  | 'decide'
  | 'verify'
  | 'approve'
  | 'publish'
  | 'appeals'
  | 'done';

/** What decides it. */
export interface Standing {
  isOver: boolean;
  /** The rules draw lots, and nothing was committed to. */
  lacksLot: boolean;
  /** Of the newest settlement that was not given up; null where none was begun. */
  state: 'asked' | 'computed' | 'published' | 'failed' | null;
  /** Prizes that people have to give or decide on. */
  undecided: number;
  unverified: number;
  approvals: number;
  approvalsNeeded: number;
  appealsOpen: number;
}

/**
 * The one thing that comes next. Verifying is not forced: papers may come after the announcement; whoever approves is told
 * how many are missing.
 *
 * Example: computed, all verified, one of two approvals: 'approve'.
 */
export function nextAct(one: Standing): NextAct {
  if (one.state === 'failed') return 'failed';
  if (one.state === 'asked') return 'asked';
  if (one.state === 'published') return one.appealsOpen > 0 ? 'appeals' : 'done';
  if (one.state === 'computed') {
    if (one.undecided > 0) return 'decide';
    if (one.approvals >= one.approvalsNeeded) return 'publish';
    return one.unverified > 0 && one.approvals === 0 ? 'verify' : 'approve';
  }
  if (one.lacksLot) return 'commit';
  return one.isOver ? 'freeze' : 'coming';
}

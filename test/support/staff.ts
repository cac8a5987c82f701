import type { DataSource } from 'typeorm';

/** Lets the sessions of an account count as having shown the second factor: for tests that are about something else. */
export async function passSecondFactor(owner: DataSource, accountId: string): Promise<void> {
  await owner.query(`UPDATE session SET second_factor_at = contest_clock() WHERE account_id = $1`, [accountId]);
}

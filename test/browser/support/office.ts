import type { BrowserContext } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { inviteFirstAdministrator, issueInvitation, type Role } from '#identity';
import { passSecondFactor } from '../../support/staff.js';

export const STAFF_PASSWORD = 'song-Lam-xanh-92';
let people = 0;

/** A member of staff: whoever takes up an invitation in this browser, with the second factor shown. */
export async function takeOffice(
  { request }: BrowserContext,
  url: string,
  owner: DataSource,
  wish: { role: Role; contestId?: number | null; unitCode?: string; fullName?: string },
): Promise<{ accountId: string; phone: string }> {
  const phone = `+84912${String(600_000 + people++)}`;
  const { role, contestId = null, unitCode, fullName = 'Vừ Bá Ký' } = wish;
  const { token } = await owner.transaction(async (manager) => {
    if (role === 'administrator') return inviteFirstAdministrator(manager, { fullName, phone }, true);
    return issueInvitation(
      manager,
      { role, contestId, contestUnitId: null, ...(unitCode && { unitCode }), fullName, phone, roleExpiresAt: null },
      null,
    );
  });
  const data = { token, password: STAFF_PASSWORD };
  const answer = await request.post(`${url}/api/staff-invitations/redeem`, { data, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
  const { accountId } = (await answer.json()) as { accountId: string };
  await passSecondFactor(owner, accountId);
  return { accountId, phone };
}

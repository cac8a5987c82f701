import type { EntityManager } from 'typeorm';
import { AccountEntity, StaffRoleEntity } from '#database';
import type { Random } from '#domain';
import { uuidv7 } from '#platform';
import { samplePerson } from './people.js';
import type { NameLists } from './seeds.js';

/** Makes the three sample accounts that run a contest: of a unit, of the contest, of the installation. No password. */
export async function storeStaff(
  manager: EntityManager,
  wish: { contestId: number; contestUnitId: number; names: NameLists; year: number; now: number; random: Random },
): Promise<void> {
  const { contestId, contestUnitId, names, year, now, random } = wish;
  const roles = [
    { role: 'unit_manager', contestId, contestUnitId },
    { role: 'organizer', contestId, contestUnitId: null },
    { role: 'administrator', contestId: null, contestUnitId: null },
  ] as const;
  for (const role of roles) {
    const id = uuidv7(now);
    await manager.insert(AccountEntity, { id, ...samplePerson(names, year, random), sample: true });
    await manager.insert(StaffRoleEntity, { accountId: id, ...role });
  }
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError } from '#domain';
import type { Identity } from '../identity.js';
import { invitationCounts } from '../invitations/unit-invitation.queries.js';
import { contestOfSlug } from '../participants/exclusion.queries.js';
import { correctionCounts } from '../participants/unit-correction.queries.js';
import { checkDesk, runsContest, servesEverywhere } from './office.js';
import { rolesEnding, waitingForDesk } from './staff.queries.js';

/** Roles that end so soon are told of: time to find a deputy. */
const SOON = '7 days';

/** What lies on the desk of whoever runs a contest, in numbers alone: nobody is named. */
export interface Desk {
  /** Requests to stand for another unit: those that wait, and of them those that a unit has refused before. */
  corrections: { open: number; disputed: number };
  /** Invited units by how far their contact has come. */
  contacts: { never: number; sent: number; opened: number; active: number };
  /** Roles that end within seven days. */
  rolesEnding: number;
  /** Reports that something went wrong, and nobody has settled. */
  incidents: number;
  /** What should be looked at, and nobody has decided on. */
  signals: number;
  /** Numbers that two people say are theirs. */
  claims: number;
}

@Injectable()
export class DeskService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Lets on whoever serves the desk of a contest.
   * @returns its number; and whether the office holds everywhere, so that what is of no contest is theirs too
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED
   */
  async admit(caller: Identity, slug: string): Promise<{ contestId: number; isEverywhere: boolean }> {
    const contestId = await checkDesk(this.dataSource.manager, { contestSlug: slug, caller });
    return { contestId, isEverywhere: servesEverywhere(caller) };
  }

  /** Lets on whoever runs a contest. @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED */
  async admitRunner(caller: Identity, slug: string): Promise<void> {
    const [contest] = await run(this.dataSource.manager, contestOfSlug, [slug]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    if (!runsContest(caller, contest.id)) throw new DomainError('NOT_ALLOWED');
  }

  /** @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED for whoever runs other contests */
  async read(caller: Identity, slug: string): Promise<Desk> {
    const { manager } = this.dataSource;
    const [contest] = await run(manager, contestOfSlug, [slug]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    if (!runsContest(caller, contest.id)) throw new DomainError('NOT_ALLOWED');
    const [[corrections], contacts, [ending], [waiting]] = await Promise.all([
      run(manager, correctionCounts, [contest.id, null]),
      run(manager, invitationCounts, [contest.id]),
      run(manager, rolesEnding, [contest.id, SOON]),
      run(manager, waitingForDesk, [contest.id, servesEverywhere(caller)]),
    ]);
    const { open, disputed } = corrections!;
    return {
      corrections: { open, disputed },
      contacts: {
        never: 0,
        sent: 0,
        opened: 0,
        active: 0,
        ...Object.fromEntries(contacts.map((one) => [one.state, one.units])),
      },
      rolesEnding: ending!.roles,
      ...waiting!,
    };
  }
}

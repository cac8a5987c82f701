import type { DataSource, EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, LIMITS, parseSpokenCode, showSpokenCode, spokenCode } from '#domain';
import { randomOctets, sha256, type Secrets } from '#platform';
import type { InvitationFile, InvitationFormat, InvitationWriter } from './invitation-file.js';
import type { Letter } from './invitation-words.js';
import { planInvitations, type InvitationPlan, type InvitationRow } from './invitation-list.js';
import * as sql from './unit-invitation.queries.js';

/** What links and codes are made with. */
export interface MintedWith {
  secrets: Pick<Secrets, 'sign'>;
  /** PUBLIC_URL: letters are read outside, so they name no other address. */
  publicUrl: string;
}

/** What invitations are made with. */
export interface InvitationDesk extends MintedWith {
  write: InvitationWriter;
}

/** A list of rows, or every unit that the contest invites. */
export type InvitationWish = readonly InvitationRow[] | 'all_units';

/** 40 bits: enough beside the bound on tries for a unit, and short enough to type from paper. */
const CODE_LENGTH = 8;

/** @throws DomainError CONTEST_NOT_FOUND */
export async function contestThatInvites(manager: EntityManager, slug: string): Promise<sql.InvitingContest> {
  const [contest] = await run(manager, sql.contestThatInvites, [slug]);
  if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
  return contest;
}

/** Judges a wish without making anything: what would be made, what is there already, what is wrong. */
export async function planFor(
  manager: EntityManager,
  contestId: number,
  wish: InvitationWish,
): Promise<InvitationPlan> {
  const units = await run(manager, sql.unitsToInvite, [contestId]);
  const rows =
    wish === 'all_units'
      ? units.map(({ code }, i) => ({ row: i + 1, unitCode: code, fullName: null, phone: null, isDeputy: false }))
      : wish;
  return planInvitations(rows, units);
}

/**
 * Makes the invitations of a list and writes them as a file, the only place where their secrets are. The file is written
 * first and given back after the commit: what fails half-way has told nobody anything.
 *
 * @param by.actorId the account that invites; null for an errand of the operator
 * @throws DomainError CONTEST_NOT_OPEN when it is closed, INVITATION_LIST_FAULTY {faults, row, message}, NOTHING_TO_INVITE, and
 *   what `desk.write` does
 */
export async function inviteUnits(
  dataSource: DataSource,
  desk: InvitationDesk,
  contest: sql.InvitingContest,
  wish: InvitationWish,
  format: InvitationFormat,
  by: { actorId: string | null; requestId: string | null },
): Promise<InvitationFile & { made: number; existing: number }> {
  refuseClosed(contest);
  const { wanted, existing, faults } = await planFor(dataSource.manager, contest.id, wish);
  const [first] = faults;
  if (first) throw new DomainError('INVITATION_LIST_FAULTY', { faults: faults.length, ...first });
  if (wanted.length === 0) throw new DomainError('NOTHING_TO_INVITE');
  const invited = wanted.map((each) => ({ ...each, ...mint(desk, each.unit.id) }));
  const letters = invited.map(({ unit, fullName, phone, isDeputy, link, code }) => ({
    ...{ unitCode: unit.code, unitName: unit.name, parentName: unit.parentName },
    ...{ fullName, phone, isDeputy, link, code },
  }));
  const file = await desk.write(format, letterHead(desk, contest), letters);
  await dataSource.transaction(async (manager) => {
    await storeInvitations(
      manager,
      contest.id,
      invited.map(({ unit, ...rest }) => ({ ...rest, contestUnitId: unit.id })),
    );
    const subject = `contest/${contest.id}`;
    await appendAudit(manager, {
      ...by,
      action: 'unit_invitation.made',
      subject,
      after: { made: letters.length, format },
    });
  });
  return { ...file, made: letters.length, existing };
}

/** @throws DomainError CONTEST_NOT_OPEN */
export function refuseClosed(contest: sql.InvitingContest): void {
  if (contest.status === 'closed') throw new DomainError('CONTEST_NOT_OPEN');
}

/** @throws DomainError NOTHING_TO_INVITE when somebody was quicker by a moment for one of the units */
export async function storeInvitations(
  manager: EntityManager,
  contestId: number,
  rows: readonly (Pick<Letter, 'fullName' | 'phone' | 'isDeputy'> & {
    contestUnitId: number;
    tokenHash: Buffer;
    codeHash: string;
  })[],
): Promise<void> {
  const made = await run(manager, sql.insertInvitations, [
    contestId,
    rows.map(({ contestUnitId }) => contestUnitId),
    rows.map(({ fullName }) => fullName),
    rows.map(({ phone }) => phone),
    rows.map(({ isDeputy }) => isDeputy),
    rows.map(({ tokenHash }) => tokenHash),
    rows.map(({ codeHash }) => codeHash),
  ]);
  if (made.length < rows.length) throw new DomainError('NOTHING_TO_INVITE');
}

/** What all letters of a contest say. */
export function letterHead({ publicUrl }: MintedWith, contest: sql.InvitingContest) {
  const { title, agency, hotline, zalo, hours, sample } = contest;
  return { contestTitle: title, agency, hotline, zalo, hours, sample, address: pageOf(publicUrl) };
}

/** A link and a short code for one unit, with what is stored of them. What stands behind # is sent to no server. */
export function mint({ secrets, publicUrl }: MintedWith, contestUnitId: number) {
  const token = Buffer.from(randomOctets(32)).toString('base64url');
  const letters = spokenCode(randomOctets(CODE_LENGTH));
  const link = `${pageOf(publicUrl)}#${token}`;
  const code = showSpokenCode(letters);
  return { link, code, tokenHash: sha256(token), codeHash: secrets.sign('token', codeText(contestUnitId, letters)) };
}

const pageOf = (publicUrl: string) => `${publicUrl.replace(/\/+$/, '')}/dau-moi`;

const codeText = (contestUnitId: number, letters: string) => `unit-invitation ${contestUnitId} ${letters}`;

/** Which of some invitations a short code opens, however it is typed. */
export function withCode<T extends { contest_unit_id: number; code_hash: string }>(
  secrets: Pick<Secrets, 'verify'>,
  typed: string,
  candidates: readonly T[],
): T | undefined {
  const letters = parseSpokenCode(typed);
  if (letters === null) return undefined;
  return candidates.find((each) => secrets.verify('token', codeText(each.contest_unit_id, letters), each.code_hash));
}

/** How long an invitation opens anything, for SQL. */
export const VALIDITY = `${LIMITS.invitationDays} days`;

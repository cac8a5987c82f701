import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { uuidv7 } from '#platform';
import * as sql from './participant.queries.js';

/** One person of a list to take into a contest. */
export interface EnrolmentRow {
  contestId: number;
  contestUnitId: number;
  audienceId: number;
  /** NFC, a plausible name. */
  fullName: string;
  /** 'YYYY-MM-DD' */
  birthDate: string | null;
  /** E.164; null for people who sign in by a link only, or never. Not used when `accountId` is given. */
  phone: string | null;
  /** Marks the account as sample data, removable whole. */
  sample: boolean;
  /** An account that exists; without it one is made, without a password. */
  accountId?: string;
}

export interface Enrolled {
  accountId: string;
  participantId: string;
}

/** Rows of one statement: a few MB of parameters at the most. */
const CHUNK = 2_000;

/**
 * Inserts accounts, participants and quotas by arrays, 2,000 rows a statement, as part of the caller's transaction.
 * Answers in the order of the rows.
 *
 * @param now epoch ms in database time, for the ids
 * @throws the database's own error for a phone that is taken, or a unit or audience that does not exist; Error for an
 *   account that takes part in that contest already
 */
export async function enrolMany(
  manager: EntityManager,
  rows: readonly EnrolmentRow[],
  now: number,
): Promise<Enrolled[]> {
  const enrolled: Enrolled[] = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK).map((row) => ({
      ...row,
      accountId: row.accountId ?? uuidv7(now),
      isNew: row.accountId === undefined,
      participantId: uuidv7(now),
    }));
    const made = chunk.filter(({ isNew }) => isNew);
    await run(manager, sql.insertAccounts, [
      made.map(({ accountId }) => accountId),
      made.map(({ phone }) => phone),
      made.map(({ fullName }) => fullName),
      made.map(({ birthDate }) => birthDate),
      made.map(({ sample }) => sample),
    ]);
    const joined = await insertParticipants(manager, chunk);
    const missing = chunk.find(({ participantId }) => !joined.has(participantId));
    if (missing) throw new Error(`account ${missing.accountId} takes part in contest ${missing.contestId} already`);
    enrolled.push(...chunk.map(({ accountId, participantId }) => ({ accountId, participantId })));
  }
  return enrolled;
}

/** Inserts participants with their quotas and answers with the ids that came in: not those who take part already. */
export async function insertParticipants(
  manager: EntityManager,
  rows: readonly {
    contestId: number;
    participantId: string;
    accountId: string;
    contestUnitId: number;
    audienceId: number;
    fullName: string;
    birthDate: string | null;
    /** The person agreed to the full name on public pages. */
    publishName?: true | undefined;
    /** Who agreed for a child. */
    guardianName?: string | undefined;
  }[],
): Promise<Set<string>> {
  const joined = await run(manager, sql.insertParticipants, [
    rows.map(({ contestId }) => contestId),
    rows.map(({ participantId }) => participantId),
    rows.map(({ accountId }) => accountId),
    rows.map(({ contestUnitId }) => contestUnitId),
    rows.map(({ audienceId }) => audienceId),
    rows.map(({ fullName }) => fullName),
    rows.map(({ birthDate }) => birthDate),
    rows.map(({ publishName }) => publishName ?? null),
    rows.map(({ guardianName }) => guardianName ?? null),
  ]);
  return new Set(joined.map((row) => row.participant_id));
}

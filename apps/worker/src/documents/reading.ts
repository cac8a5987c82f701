import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { DomainError } from '#domain';

/** A replica is some milliseconds behind; one that is behind for so long has lost its server, or is busy with something else. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 200;

interface Reached {
  /** Whether all that is waited for is there. */
  has: boolean;
  /** Bytes of WAL that are not there yet. */
  behind: number;
}

/**
 * Connects to where files read from. Whoever asks for a report has just seen the figures of the first server: a replica is waited
 * for until it has what was committed there by now, so that which server was read makes no difference.
 *
 * @param connect makes the connection @param first to the server that is written to
 * @throws DomainError DOCUMENT_SOURCE_AWAY when it cannot be reached, or the replica stays behind
 */
export async function openReading(
  { connect, first, logger }: { connect: () => Promise<DataSource>; first: DataSource; logger: Logger },
  patienceMs = PATIENCE_MS,
): Promise<DataSource> {
  const [now]: { lsn: string }[] = await first.query('SELECT pg_current_wal_lsn()::text AS lsn');
  const reading = await connect().catch((error: unknown) => {
    logger.warn({ err: error }, 'the server that files read from cannot be reached');
    throw new DomainError('DOCUMENT_SOURCE_AWAY');
  });
  try {
    await waitFor(reading, now!.lsn, logger, patienceMs);
    return reading;
  } catch (error) {
    await reading.destroy();
    if (error instanceof DomainError) throw error;
    logger.warn({ err: error }, 'the server that files read from has gone');
    throw new DomainError('DOCUMENT_SOURCE_AWAY');
  }
}

async function waitFor(reading: DataSource, lsn: string, logger: Logger, patienceMs: number): Promise<void> {
  const since = performance.now();
  let first: Reached | undefined;
  for (;;) {
    const [reached]: (Reached | { has: null })[] = await reading.query(
      `SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() >= $1::pg_lsn END AS has,
              greatest(0, pg_wal_lsn_diff($1::pg_lsn, pg_last_wal_replay_lsn()))::float8 AS behind`,
      [lsn],
    );
    if (reached!.has === null) return; // no replica
    first ??= reached as Reached;
    const waitedMs = Math.round(performance.now() - since);
    if (reached!.has) return logger.info({ behindBytes: first.behind, waitedMs }, 'read from a replica');
    if (waitedMs > patienceMs) {
      logger.warn({ behindBytes: (reached as Reached).behind, waitedMs }, 'the replica stays behind');
      throw new DomainError('DOCUMENT_SOURCE_AWAY');
    }
    await wait(LOOK_EVERY_MS);
  }
}

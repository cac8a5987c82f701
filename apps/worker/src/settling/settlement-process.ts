import { LotService, SettlementWork } from '#awards';
import { createDataSource, useNamedStatements } from '#database';
import { createLogger, readEnv, required, Secrets } from '#platform';
import { ContestReader, OfficialBoards } from '#results';
import { Settlements, type SettlementNews } from './settlements.js';

/** One connection that reads and holds the lock, one that writes and says how far it is. */
const POOL_MAX = 2;

// The process that settles what is owed now and makes the official boards that are, started by the SettlementDesk of a worker.
// It tells what it begins and of which contest a board is new, and ends when all is done. When the worker ends the channel
// closes: each version and each board is one transaction, so it may stop anywhere.

process.once('disconnect', () => process.exit(1));

const env = readEnv();
const logger = createLogger(env.LOG_LEVEL, 'settlements');
useNamedStatements(env.DATABASE_NAMED_STATEMENTS === '1');
const tell = (news: SettlementNews) => new Promise<void>((resolve) => process.send?.(news, () => resolve()));
let code = 0;
const dataSource = await createDataSource({
  url: required(env, 'DATABASE_APP_URL'),
  poolMax: POOL_MAX,
  applicationName: 'cchc-settlements',
}).initialize();
try {
  const lots = new LotService(dataSource, Secrets.fromFile(required(env, 'SECRETS_FILE')));
  await new Settlements(new SettlementWork(dataSource, lots), lots, logger).work(({ contest_id, id }) =>
    tell({ begun: { contest_id, id } }),
  );
  const changed = await new OfficialBoards(dataSource, new ContestReader(dataSource)).work();
  for (const contestId of changed) await tell({ board: contestId });
} catch (error) {
  logger.error({ err: error }, 'settlements or official boards not made');
  code = 1;
}
await dataSource.destroy();
process.exit(code);

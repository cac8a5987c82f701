import { createDataSource } from '#database';
import type { DocumentMaker, OpenDataParams } from '#documents';
import { readEnv } from '#platform';
import { makeOpenData } from '#results';

/** A page of attempts takes some tens of milliseconds; the attempts without a grade are looked for among all. */
const STATEMENT_TIMEOUT_MS = 60_000;

/**
 * The rows of a contest without people, by a role that can read no account where the installation has it.
 * @throws DomainError as `makeOpenData`
 */
export const makeOpenDataFile: DocumentMaker<OpenDataParams> = async (work) => {
  const { contestId, params, dataSource, clock, signal, progress, write } = work;
  const { DATABASE_READ_URL: url } = readEnv();
  const reader =
    url === undefined
      ? dataSource
      : await createDataSource({
          ...{ url, poolMax: 1, applicationName: 'cchc-open-data', statementTimeoutMs: STATEMENT_TIMEOUT_MS },
        }).initialize();
  try {
    const tools = { reader, writer: dataSource, clock, signal, progress, write };
    const name = await makeOpenData({ contestId, ...params }, tools);
    return { name, mime: 'text/csv; charset=utf-8' };
  } finally {
    if (reader !== dataSource) await reader.destroy();
  }
};

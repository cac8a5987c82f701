import type { DocumentMaker, OpenDataParams } from '#documents';
import { makeOpenData } from '#results';

/**
 * The rows of a contest without people, by a role that can read no account where the installation has it.
 * @throws DomainError as `makeOpenData`
 */
export const makeOpenDataFile: DocumentMaker<OpenDataParams> = async (work) => {
  const { contestId, params, dataSource, clock, signal, progress, write } = work;
  const tools = { reader: await work.reading(), writer: dataSource, clock, signal, progress, write };
  const name = await makeOpenData({ contestId, ...params }, tools);
  return { name, mime: 'text/csv; charset=utf-8' };
};

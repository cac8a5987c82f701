import type { DataSource, EntityManager } from 'typeorm';

class TakenBack extends Error {
  constructor(readonly result: unknown) {
    super('dry run');
  }
}

/**
 * Does the work in a transaction and takes it back unless it is meant: a dry run meets the same constraints and gives the
 * same figures as the real one.
 */
export async function applyOrTakeBack<T>(
  dataSource: DataSource,
  apply: boolean,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  if (apply) return dataSource.transaction(work);
  try {
    return await dataSource.transaction(async (manager): Promise<T> => {
      throw new TakenBack(await work(manager));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.result as T;
    throw error;
  }
}

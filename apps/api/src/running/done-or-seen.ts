import type { DataSource, EntityManager } from 'typeorm';

/** Takes a transaction back whose outcome was only to be seen. */
class OnlySeen<T> extends Error {
  constructor(readonly outcome: T) {
    super('only seen');
  }
}

/** Does work in a transaction of its own; as a preview nothing of it stays but what it answered. */
export async function doneOrSeen<T>(
  dataSource: DataSource,
  isPreview: boolean,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  try {
    return await dataSource.transaction(async (manager) => {
      const outcome = await work(manager);
      if (isPreview) throw new OnlySeen(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof OnlySeen) return error.outcome as T;
    throw error;
  }
}

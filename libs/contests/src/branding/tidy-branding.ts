import type { DataSource } from 'typeorm';
import { run } from '#database';
import { deleteUnnamed } from './branding.queries.js';

/** Deletes logos, banners and papers that no contest has had for a day. @returns how many */
export const tidyBranding = async (dataSource: DataSource): Promise<number> =>
  (await run(dataSource.manager, deleteUnnamed, [])).length;

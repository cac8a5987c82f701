import type { DataSource } from 'typeorm';

/**
 * "Acknowledged" means on disk: a server that skips the disk is refused.
 *
 * @returns one Vietnamese sentence per setting that must be mended, with the command; empty when all is well.
 */
export async function checkDurability(dataSource: DataSource): Promise<string[]> {
  const rows: { name: string; setting: string }[] = await dataSource.query(
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')`,
  );
  return rows
    .filter(({ setting }) => setting === 'off')
    .map(
      ({ name }) =>
        `PostgreSQL đang tắt ${name}: bài đã nộp có thể mất khi mất điện. Chạy: ALTER SYSTEM SET ${name} = on; rồi SELECT pg_reload_conf();`,
    );
}

import type { DataSource } from 'typeorm';

/**
 * Lets the two roles of the product sign in with these passwords. Run by the owner after the first migration on a
 * server of one's own; the embedded server does the same at its birth.
 */
export async function setRolePasswords(owner: DataSource, passwords: { app: string; read: string }): Promise<void> {
  for (const [role, password] of [
    ['cchc_app', passwords.app],
    ['cchc_read', passwords.read],
  ] as const) {
    // ALTER ROLE takes no parameters; quote_literal on the server makes the one safe text of it.
    const [row]: { sql: string }[] = await owner.query(
      `SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', $1::text, $2::text) AS sql`,
      [role, password],
    );
    await owner.query(row!.sql);
  }
}

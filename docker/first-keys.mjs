// Makes the keys that sign tokens and receipts, once for an installation: the file SECRETS_FILE, readable by its owner
// alone, never printed. A file that is there is left alone: what people hold was signed with it.

import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs';

const file = process.env.SECRETS_FILE;
if (!file) throw new Error('Thiếu biến môi trường SECRETS_FILE (missing SECRETS_FILE).');

const key = () => [{ id: `k${randomBytes(3).toString('hex')}`, key: randomBytes(32).toString('base64url') }];

if (!existsSync(file)) {
  const fresh = `${file}.${process.pid}.new`;
  const keys = { token: key(), receipt: key(), session: key(), encryption: key() };
  writeFileSync(fresh, JSON.stringify({ keys }, null, 2), { mode: 0o600 });
  try {
    linkSync(fresh, file); // whole or not at all, and never over keys that another preparation has just made
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh);
  }
}

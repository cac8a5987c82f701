import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A 0600 file with fresh keys, as the first start makes it; gone when the test process ends. @returns its path. */
export function writeTestSecrets(): string {
  const key = () => [{ id: 'k1', key: randomBytes(32).toString('base64url') }];
  const folder = mkdtempSync(join(tmpdir(), 'cchc-secrets-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'secrets.json');
  const keys = { token: key(), receipt: key(), session: key(), encryption: key() };
  writeFileSync(file, JSON.stringify({ keys }), { mode: 0o600 });
  return file;
}

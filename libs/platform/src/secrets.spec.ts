import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Secrets } from './secrets.js';

const fresh = (id = 'k1') => [{ id, key: randomBytes(32).toString('base64url') }];
const secretsOf = (token: { id: string; key: string }[]) =>
  new Secrets({ keys: { token, receipt: fresh(), session: fresh(), encryption: fresh() } });

describe('Secrets', () => {
  it('verifies what it signed and nothing else', () => {
    const secrets = secretsOf(fresh());
    const mac = secrets.sign('token', 'a');
    expect(secrets.verify('token', 'a', mac)).toBe(true);
    expect(secrets.verify('token', 'b', mac)).toBe(false);
    expect(secrets.verify('receipt', 'a', mac)).toBe(false);
    for (const forged of ['', '.', 'k1.', `k2.${mac.slice(3)}`, `${mac}A`, mac.slice(0, -1)]) {
      expect(secrets.verify('token', 'a', forged)).toBe(false);
    }
  });

  it('goes on accepting what an older key signed after a rotation', () => {
    const old = fresh('k1');
    const mac = secretsOf(old).sign('token', 'a');
    const rotated = secretsOf([...fresh('k2'), ...old]);
    expect(rotated.verify('token', 'a', mac)).toBe(true);
    expect(rotated.sign('token', 'a')).toMatch(/^k2\./);
  });

  it('refuses a default key', () => {
    expect(() => secretsOf([{ id: 'k1', key: Buffer.alloc(32, 'x').toString('base64url') }])).toThrow(/quá yếu/);
  });
});

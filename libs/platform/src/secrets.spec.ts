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

  it('encrypts for one row, and opens it there alone', () => {
    const secrets = secretsOf(fresh());
    const plain = randomBytes(20);
    const box = secrets.encrypt(plain, 'account/1');
    expect(secrets.decrypt(box, 'account/1')).toEqual(plain);
    expect(box.includes(plain)).toBe(false);
    expect(secrets.encrypt(plain, 'account/1')).not.toEqual(box);
    expect(() => secrets.decrypt(box, 'account/2')).toThrow();
    expect(() => secretsOf(fresh()).decrypt(box, 'account/1')).toThrow();
    for (let at = 0; at < box.length; at++) {
      const changed = Buffer.from(box);
      changed[at]! ^= 1;
      expect(() => secrets.decrypt(changed, 'account/1')).toThrow();
    }
  });

  it('opens what was encrypted under an older key after a rotation', () => {
    const of = (encryption: { id: string; key: string }[]) =>
      new Secrets({ keys: { token: fresh(), receipt: fresh(), session: fresh(), encryption } });
    const old = fresh('k1');
    const box = of(old).encrypt(Buffer.from('a secret'), 'here');
    expect(
      of([...fresh('k2'), ...old])
        .decrypt(box, 'here')
        .toString(),
    ).toBe('a secret');
    expect(() => of(fresh('k2')).decrypt(box, 'here')).toThrow(/key/);
  });

  it('refuses a default key', () => {
    expect(() => secretsOf([{ id: 'k1', key: Buffer.alloc(32, 'x').toString('base64url') }])).toThrow(/quá yếu/);
  });
});

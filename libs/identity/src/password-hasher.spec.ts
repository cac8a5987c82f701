import { describe, expect, it } from '@jest/globals';
import { PasswordHasher } from './password-hasher.js';

describe('PasswordHasher', () => {
  it('stores argon2id with 19 MiB, two passes and one lane, salted', async () => {
    const hasher = new PasswordHasher();
    const [first, second] = await Promise.all([hasher.hash('con trâu'), hasher.hash('con trâu')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(second).not.toBe(first);
    expect(await hasher.verify(first, 'con trâu')).toBe(true);
    expect(await hasher.verify(second, 'con trâu')).toBe(true);
    expect(await hasher.verify(first, 'con trau')).toBe(false);
  });

  it('says no where there is no hash, after as much work as for a real one', async () => {
    const hasher = new PasswordHasher();
    const stored = await hasher.hash('con trâu đi trước');
    await hasher.verify(null, 'warm');
    const timed = async (against: string | null): Promise<number> => {
      const times: number[] = [];
      for (let i = 0; i < 5; i++) {
        const began = performance.now();
        expect(await hasher.verify(against, 'sai mật khẩu')).toBe(false);
        times.push(performance.now() - began);
      }
      return Math.min(...times);
    };
    const [known, unknown] = [await timed(stored), await timed(null)];
    expect(unknown).toBeGreaterThan(known / 2);
    expect(unknown).toBeLessThan(known * 2);
  });
});

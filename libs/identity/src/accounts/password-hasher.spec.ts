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

  it('says no where there is no hash, also to a password that a hash would accept', async () => {
    const hasher = new PasswordHasher();
    expect(await hasher.verify(null, 'con trâu đi trước')).toBe(false);
    expect(await hasher.verify(null, '')).toBe(false);
  });
});

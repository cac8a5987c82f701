import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Redis } from 'ioredis';
import { type DomainError, LIMITS } from '#domain';
import { Doorkeeper, IdentityModule, ProofOfWork } from '#identity';
import { Clock, REDIS } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { proofOf, solve } from '../../support/proof.js';
import { startRooms, type Rooms } from '../../support/rooms.js';

let database: TestDatabase;
let rooms: Rooms;
let proofs: ProofOfWork;
let keeper: Doorkeeper;
let addresses = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  rooms = await startRooms(database, [IdentityModule], { PROOF_OF_WORK: 'when_needed' });
  proofs = rooms.get(ProofOfWork);
  keeper = rooms.get(Doorkeeper);
});

afterAll(async () => {
  await rooms.close();
  await database.drop();
});

const newAddress = () => `203.0.113.${++addresses}`;
const askedOf = (visit: Promise<void>): Promise<string> =>
  visit.then(
    () => 'let in',
    (error: DomainError) => error.code,
  );
/** Knocks one after another. @returns how many were let in before the first was asked */
async function free(knock: () => Promise<void>): Promise<number> {
  for (let count = 0; ; count++) if ((await askedOf(knock())) === 'PROOF_NEEDED') return count;
}

describe('a proof of work', () => {
  it('counts once, for its purpose', async () => {
    const proof = await solve(await proofs.challenge('sign_up'));
    expect(await proofs.spend('start', proof)).toBe(false);
    const both = await Promise.all([proofs.spend('sign_up', proof), proofs.spend('sign_up', proof)]);
    expect(both.sort()).toEqual([false, true]);
    expect(await proofs.spend('sign_up', proof)).toBe(false);
  });

  it('is remembered by every process, no longer than it could be shown', async () => {
    const proof = await solve(await proofs.challenge('sign_up'));
    expect(await proofs.spend('sign_up', proof)).toBe(true);
    const other = await startRooms(database, [IdentityModule], rooms.env);
    try {
      expect(await other.get(ProofOfWork).spend('sign_up', proof)).toBe(false);
    } finally {
      await other.close();
    }
    const redis = rooms.get<Redis>(REDIS);
    const keys = await redis.keys(`${rooms.env.REDIS_PREFIX}:door:proof:*`);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      const livesMs = await redis.pttl(key);
      expect(livesMs > 0 && livesMs <= LIMITS.proofMinutes * 60_000).toBe(true);
    }
  });

  it('is too late after ten minutes', async () => {
    const challenge = await proofs.challenge('sign_in');
    const proof = await solve(challenge);
    const now = rooms.get(Clock).now();
    const clock = jest.spyOn(rooms.get(Clock), 'now');
    try {
      clock.mockReturnValue(now + LIMITS.proofMinutes * 60_000 + 1);
      expect(await proofs.spend('sign_in', proof)).toBe(false);
      clock.mockReturnValue(now + LIMITS.proofMinutes * 60_000 - 1_000);
      expect(await proofs.spend('sign_in', proof)).toBe(true);
    } finally {
      clock.mockRestore();
    }
  });

  it('is none when something in it was changed, made up or guessed', async () => {
    const challenge = await proofs.challenge('sign_up');
    const proof = await solve(challenge);
    const { solution } = JSON.parse(Buffer.from(proof, 'base64').toString()) as {
      solution: { counter: number; derivedKey: string };
    };
    const { parameters, signature } = challenge;
    const changed = (more: object) => proofOf({ parameters: { ...parameters, ...more }, signature }, solution);
    const easier = await solve({ parameters: { ...parameters, cost: 1, keyPrefix: '0' }, signature: signature! });
    const vain = [
      null,
      '',
      'không phải base64',
      Buffer.from('[').toString('base64'),
      Buffer.from('null').toString('base64'),
      proofOf(challenge, null),
      proofOf(challenge, { ...solution, derivedKey: '00'.repeat(32) }),
      proofOf(challenge, { counter: 'một', derivedKey: solution.derivedKey }),
      proofOf({ parameters, signature: '' }, solution),
      proofOf({ parameters, signature: '0'.repeat(64) }, solution),
      changed({ data: { purpose: 'sign_up', expiresAt: Number.MAX_SAFE_INTEGER } }),
      changed({ nonce: '00'.repeat(16) }),
      changed({ keySignature: undefined }),
      easier,
      proof + ' '.repeat(LIMITS.proofLengthMax),
    ];
    for (const text of vain) expect([text, await proofs.spend('sign_up', text)]).toEqual([text, false]);
    expect(await proofs.spend('sign_up', proof)).toBe(true);
  });

  it('counts once in each process while Redis is gone, and keeps nobody out', async () => {
    const alone = await startRooms(database, [IdentityModule], {
      REDIS_URL: 'redis://127.0.0.1:9',
      PROOF_OF_WORK: 'always',
    });
    try {
      const ip = newAddress();
      const lonely = alone.get(Doorkeeper);
      const refusal: unknown = await lonely.admit('sign_up', { ip }).catch((error: unknown) => error);
      const proof = await solve((refusal as DomainError).details['challenge'] as string);
      expect(await askedOf(lonely.admit('sign_up', { ip, proof }))).toBe('let in');
      expect(await askedOf(lonely.admit('sign_up', { ip, proof }))).toBe('PROOF_NEEDED');
    } finally {
      await alone.close();
    }
  });
});

describe('work is asked', () => {
  it('of an address after the visits that are free, for each purpose apart', async () => {
    const ip = newAddress();
    expect(await free(() => keeper.admit('recovery', { ip }))).toBe(LIMITS.freeRecoveriesPerAddressMax);
    expect(await free(() => keeper.admit('code', { ip }))).toBe(LIMITS.freeCodesPerAddressMax);
    expect(await free(() => keeper.admit('sign_up', { ip }))).toBe(LIMITS.freeSignUpsPerAddressMax);
  });

  it('of a browser sooner than of its address, and of one without a cookie no sooner', async () => {
    const ip = newAddress();
    const deviceId = 'm'.repeat(22);
    expect(await free(() => keeper.admit('sign_up', { ip, deviceId }))).toBe(LIMITS.freeVisitsPerDeviceMax);
    expect(await askedOf(keeper.admit('sign_up', { ip }))).toBe('let in');
    expect(await askedOf(keeper.admit('sign_up', { ip: newAddress(), deviceId }))).toBe('PROOF_NEEDED');
  });

  it('of an account that starts again and again, not of the hall that starts with it', async () => {
    const ip = newAddress();
    expect(await free(() => keeper.admitStart({ ip }, 'one'))).toBe(LIMITS.freeStartsPerAccountMax);
    expect(await askedOf(keeper.admitStart({ ip }, 'another'))).toBe('let in');
    // The rest of 1,000 come, each with an account of their own.
    const rest = LIMITS.freeStartsPerAddressMax - LIMITS.freeStartsPerAccountMax - 2;
    const hall = await Promise.all(
      Array.from({ length: rest }, (_, n) => askedOf(keeper.admitStart({ ip }, `person ${n}`))),
    );
    expect(hall.filter((said) => said !== 'let in')).toEqual([]);
    const refusal: unknown = await keeper.admitStart({ ip }, 'late').catch((error: unknown) => error);
    const proof = await solve((refusal as DomainError).details['challenge'] as string);
    expect(await askedOf(keeper.admitStart({ ip, proof }, 'late'))).toBe('let in');
  });

  it('of everybody while an operator says so, and of nobody when it is off', async () => {
    for (const [mode, said] of [
      ['always', 'PROOF_NEEDED'],
      ['off', 'let in'],
    ] as const) {
      const set = await startRooms(database, [IdentityModule], { PROOF_OF_WORK: mode });
      try {
        expect(await askedOf(set.get(Doorkeeper).admit('sign_in', { ip: newAddress() }))).toBe(said);
      } finally {
        await set.close();
      }
    }
  });
});

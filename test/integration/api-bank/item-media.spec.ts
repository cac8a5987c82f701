import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { Citizens } from '../api-identity/citizens.js';
import { BankHouse, itemBody } from './bank.js';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(40, 1)]);
const MP3 = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(40, 2)]);
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

let citizens: Citizens;
let house: BankHouse;
beforeAll(async () => {
  citizens = await Citizens.open();
  house = await BankHouse.open(citizens);
});
afterAll(() => citizens.close());

async function upload(bytes: Buffer, type: string, token = house.author, path = 'media') {
  const answer = await fetch(`${citizens.api.url}/api/banks/${house.bankCode}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: new Uint8Array(bytes),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('a picture and a sound', () => {
  it('are kept once, named by a version, and shown to whoever knows them', async () => {
    expect(await upload(PNG, 'image/png')).toEqual({ status: 201, body: { sha256: hashOf(PNG), mime: 'image/png' } });
    expect((await upload(PNG, 'image/jpeg')).body).toEqual({ sha256: hashOf(PNG), mime: 'image/png' });
    await upload(MP3, 'audio/mpeg');
    const pictures = [{ sha256: hashOf(PNG), alt: 'Sơ đồ tiếp nhận hồ sơ' }];
    const code = await house.write({ pictures, audio: hashOf(MP3) });
    const read = async () => (await house.call('GET', `/items/${code}`, house.author)).body.versions;
    expect((await read())[0]).toMatchObject({ pictures, audio: hashOf(MP3) });
    await house.call('PUT', `/items/${code}`, house.author, itemBody({ expected: 1 }));
    expect((await read()).map((one: { pictures: object[] }) => one.pictures.length)).toEqual([0, 1]);
    const shown = await fetch(`${citizens.api.url}/api/media/${hashOf(PNG)}`);
    expect(shown.headers.get('content-type')).toBe('image/png');
  });

  it('are what their bytes say: a sound is no picture, and a page is neither', async () => {
    await upload(MP3, 'audio/mpeg');
    const body = itemBody({ pictures: [{ sha256: hashOf(MP3), alt: 'Không phải ảnh' }] });
    expect((await house.call('POST', '/items', house.author, body)).body.code).toBe('MEDIA_NOT_FOUND');
    const page = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    expect(await upload(page, 'image/png')).toMatchObject({ status: 400, body: { code: 'MEDIA_UNFIT' } });
  });

  it.each([
    ['of another type', PNG, 'image/svg+xml', 400, 'UNSUPPORTED_MEDIA'],
    ['too large for a picture', Buffer.concat([PNG, Buffer.alloc(512 * 1024)]), 'image/png', 400, 'MEDIA_UNFIT'],
    [
      'too large for anything',
      Buffer.concat([MP3, Buffer.alloc(2 * 1024 * 1024)]),
      'audio/mpeg',
      413,
      'BODY_TOO_LARGE',
    ],
  ])('are refused when %s', async (_what, bytes, type, status, code) => {
    expect(await upload(bytes, type)).toMatchObject({ status, body: { code } });
  });

  it('are taken by no other route, and from nobody but authors', async () => {
    expect(await upload(PNG, 'image/png', house.author, 'items')).toMatchObject({
      body: { code: 'UNSUPPORTED_MEDIA' },
    });
    expect((await upload(PNG, 'image/png', house.reviewer)).status).toBe(403);
    const other = await BankHouse.open(citizens);
    expect((await upload(PNG, 'image/png', other.author)).status).toBe(403);
  });
});

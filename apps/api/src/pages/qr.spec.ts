import { describe, expect, it } from '@jest/globals';
import { baseFor } from './qr.js';

describe('the address in a code to scan', () => {
  it.each([
    [
      'the public address, however the request came',
      '10.0.0.5:3000',
      'https://thi.example.vn/',
      'https://thi.example.vn',
    ],
    [
      'how a phone on the same network reached a laptop',
      '192.168.1.7:3000',
      'http://127.0.0.1:3000',
      'http://192.168.1.7:3000',
    ],
    ['the same for a server that listens everywhere', '10.1.2.3:3000', 'http://0.0.0.0:3000', 'http://10.1.2.3:3000'],
    ['the laptop itself', 'localhost:3000', 'http://127.0.0.1:3000', 'http://localhost:3000'],
    ['its own address for a made-up name', 'evil.example', 'http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    [
      'its own address for a name that only looks private',
      '10.evil.example',
      'http://192.168.1.7:3000',
      'http://192.168.1.7:3000',
    ],
    ['its own address for none', undefined, 'http://192.168.1.7:3000', 'http://192.168.1.7:3000'],
    ['its own address for nonsense', 'a b"<', 'http://192.168.1.7:3000', 'http://192.168.1.7:3000'],
  ])('is %s', (_case, host, publicUrl, base) => {
    expect(baseFor(host, publicUrl)).toBe(base);
  });
});

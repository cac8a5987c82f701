import { describe, expect, it } from '@jest/globals';
import { isPrivateAddress } from './private-address.js';

describe('isPrivateAddress', () => {
  it.each([
    ['http://127.0.0.1:3000'],
    ['http://127.8.9.10'],
    ['http://localhost:3000/'],
    ['http://LOCALHOST.:3000/'],
    ['http://thi.localhost'],
    ['https://10.0.0.1'],
    ['http://10.255.255.255'],
    ['http://172.16.0.1'],
    ['http://172.31.255.254'],
    ['http://192.168.1.20:3000'],
    ['http://169.254.7.7'],
    ['http://[::1]:3000'],
    ['http://[fe80::1]'],
    ['http://[fd12:3456::7]'],
    ['http://[::ffff:192.168.1.20]'],
    // Odd spellings of 127.0.0.1 that a browser follows there.
    ['http://127.1'],
    ['http://0x7f000001'],
    ['http://2130706433'],
  ])('%s is private', (url) => {
    expect(isPrivateAddress(url)).toBe(true);
  });

  it.each([
    ['https://thi.nghean.gov.vn'],
    ['http://203.113.1.1'],
    ['http://8.8.8.8'],
    ['http://172.15.255.255'],
    ['http://172.32.0.1'],
    ['http://192.169.0.1'],
    ['http://11.0.0.1'],
    ['http://126.255.255.255'],
    ['http://169.253.0.1'],
    // Carrier-grade NAT is shared by strangers, and 0.0.0.0 is no address to type.
    ['http://100.64.0.1'],
    ['http://0.0.0.0:3000'],
    ['http://[2001:db8::1]'],
    ['http://[fec0::1]'],
    ['http://[::ffff:8.8.8.8]'],
    // Names that only look private.
    ['http://localhost.example.com'],
    ['http://127.0.0.1.nip.io'],
    ['http://10.0.0.1.example.com'],
    ['http://notlocalhost'],
    ['http://127.0.0.1@example.com'],
    ['http://may-chu-noi-bo'],
    ['not an address'],
    [''],
  ])('%s is not', (url) => {
    expect(isPrivateAddress(url)).toBe(false);
  });
});

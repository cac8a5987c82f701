import { describe, expect, it } from '@jest/globals';
import { clientKey } from './client-address.js';

describe('clientKey', () => {
  it.each([
    ['203.113.1.1', '203.113.1.1'],
    ['::ffff:203.113.1.1', '203.113.1.1'],
    ['2001:db8::7:1', '2001:db8:0:0'],
    ['2001:DB8:0:0:ffff::9', '2001:db8:0:0'],
    ['2001:0db8:0012:0034:5:6:7:8', '2001:db8:12:34'],
    ['2001:db8:12:34::', '2001:db8:12:34'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['', 'unknown'],
    ['not an address', 'unknown'],
  ])('%s counts as %s', (ip, key) => {
    expect(clientKey(ip)).toBe(key);
  });
});

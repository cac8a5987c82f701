import { isIPv4, isIPv6 } from 'node:net';

/**
 * What counts as one visitor of the door: an IPv4 address, or of IPv6 the first 64 bits, which are one household or one
 * phone, because whoever has one such address has all 2^64.
 *
 * Example: `clientKey('::ffff:203.113.1.1') = '203.113.1.1'`, `clientKey('2001:db8::7:1') = '2001:db8:0:0'`.
 */
export function clientKey(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return 'unknown';
  const [head = '', tail] = plain.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const groups = [...before, ...zeros, ...after].map((group) => group.replace(/^0+(?=.)/, ''));
  return groups.slice(0, 4).join(':');
}

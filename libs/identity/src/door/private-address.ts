import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Addresses that no router of the Internet carries, so that only people of the same house can reach them. */
const HOUSE = new BlockList();
HOUSE.addSubnet('127.0.0.0', 8, 'ipv4'); // loopback, RFC 1122
HOUSE.addSubnet('10.0.0.0', 8, 'ipv4'); // RFC 1918
HOUSE.addSubnet('172.16.0.0', 12, 'ipv4');
HOUSE.addSubnet('192.168.0.0', 16, 'ipv4');
HOUSE.addSubnet('169.254.0.0', 16, 'ipv4'); // link-local, RFC 3927
HOUSE.addAddress('::1', 'ipv6');
HOUSE.addSubnet('fe80::', 10, 'ipv6'); // link-local, RFC 4291
HOUSE.addSubnet('fc00::', 7, 'ipv6'); // unique local, RFC 4193

/**
 * Does this web address stay inside the machine or the house: loopback, RFC 1918, link-local, IPv6 unique local, or
 * localhost? Any other host name counts as public, whatever it resolves to today, and so does what is no address at all.
 *
 * Example: `isPrivateAddress('http://192.168.1.20:3000')` is true, `isPrivateAddress('https://thi.nghean.gov.vn')` is false.
 */
export function isPrivateAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  // The URL parser has already brought odd spellings (127.1, 0x7f000001) to the usual one.
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIPv4(host)) return HOUSE.check(host, 'ipv4');
  if (isIPv6(host)) return HOUSE.check(host, 'ipv6');
  return host === 'localhost' || host.endsWith('.localhost');
}

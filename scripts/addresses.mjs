// Addresses of this machine, and which addresses are nobody's business outside.

import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** RFC 1918, and the range carriers and private networks share (RFC 6598). */
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

/** Bridges of containers and tunnels: other machines do not reach us there. */
const INNER = /^(docker|br-|veth|virbr|cni|tun|tap)/;

/** This machine's own IPv4 addresses, loopback left out. */
const addresses = () =>
  Object.entries(networkInterfaces())
    .flatMap(([name, list]) => (list ?? []).map((entry) => ({ name, ...entry })))
    .filter(({ family, internal }) => family === 'IPv4' && !internal);

/** @returns {string | undefined} the address at which the local network reaches this machine */
export function privateAddress() {
  const found = addresses().filter(({ address }) => PRIVATE.test(address));
  return (found.find(({ name }) => !INNER.test(name)) ?? found[0])?.address;
}

/**
 * @param {string} host where the api listens; 0.0.0.0 is every address of this machine
 * @returns {boolean} whether only this machine or its private network can reach it: 127.0.0.1, 192.168.1.7, localhost
 */
export function isPrivateHost(host) {
  if (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))) return true;
  if (host === '0.0.0.0') return addresses().every(({ address }) => PRIVATE.test(address));
  return isIP(host) === 4 && PRIVATE.test(host);
}

/** @param {string} url @returns {boolean} the same of an address as a browser is given it */
export const isPrivateUrl = (url) => isPrivateHost(new URL(url).hostname.replace(/^\[|\]$/g, ''));

// Where outgoing calls may go: public addresses only, unless the setting `apiPrivateHosts` names the host. What was checked is what is
// connected to, so a name that answers differently a moment later changes nothing.

import { lookup } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import ipaddr from 'ipaddr.js';

/** The address is not one that calls may go to; the reason is for developers. */
export class AddressRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AddressRefused';
  }
}

/** Addresses of the host, all of them allowed. `privateHosts` are names or addresses as they stand in URLs. */
export async function checkedAddresses(url: URL, privateHosts: readonly string[]): Promise<LookupAddress[]> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new AddressRefused(`${url.protocol} is not a protocol for calls`);
  if (url.username !== '' || url.password !== '') throw new AddressRefused('an address with a name and password in it is not called');
  // The URL has already turned decimal, octal and hexadecimal addresses into dotted ones.
  const host = url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const addresses = ipaddr.isValid(host)
    ? [{ address: host, family: ipaddr.parse(host).kind() === 'ipv6' ? 6 : 4 }]
    : await lookup(host, { all: true, verbatim: true });
  if (addresses.length === 0) throw new Error(`${host} has no address`);
  if (privateHosts.includes(host)) return addresses;
  const closed = addresses.find(({ address }) => !isPublic(address));
  if (closed !== undefined) throw new AddressRefused(`${host} is at ${closed.address}, which is not a public address`);
  return addresses;
}

/** Not loopback, private, link-local (cloud metadata), multicast, reserved, nor one of these inside an IPv6 address. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `process` takes an IPv4 address out of an IPv6-mapped one; other ways of carrying one have ranges of their own.
  return ipaddr.process(address).range() === 'unicast';
}

import { isIP } from 'node:net';

/** Networks of 96 bits whose hosts are IPv4 hosts: as sockets show them, and as NAT64 does. */
const IPV4_NETWORKS = [
  [0, 0, 0, 0, 0, 0xffff],
  [0x64, 0xff9b, 0, 0, 0, 0],
];

/**
 * By which the client of an address is counted: the address, or of IPv6 the network of 64 bits. A
 * host has all of that network, and could take another address of it for each call.
 */
export function clientOf(address: string): string {
  // A zone (fe80::1%eth0) says which interface of this machine it came by.
  const bare = address.replace(/%.*$/, '');
  if (isIP(bare) !== 6) return address;
  const groups = groupsOf(bare);
  const isOfIPv4 = IPV4_NETWORKS.some(network => network.every((group, i) => group === groups[i]));
  if (isOfIPv4) {
    return groups
      .slice(6)
      .flatMap(group => [group >> 8, group & 0xff])
      .join('.');
  }
  return `${groups
    .slice(0, 4)
    .map(group => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = [], tail = []] = address
    .split('::')
    .map(half => half.split(':').filter(Boolean).flatMap(groupOf));
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/** One group, or the two of an IPv4 address at the end. */
function groupOf(text: string): number[] {
  if (!text.includes('.')) return [Number.parseInt(text, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [(a << 8) | b, (c << 8) | d];
}

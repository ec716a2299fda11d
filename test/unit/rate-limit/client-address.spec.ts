import { describe, expect, it } from '@jest/globals';
import { clientOf } from '../../../lib/rate-limit/client-address.js';

describe('clientOf', () => {
  it.each([
    ['an IPv4 address', '192.0.2.1', '192.0.2.1'],
    ['an IPv4 address in IPv6', '::ffff:192.0.2.1', '192.0.2.1'],
    ['an IPv4 address in IPv6, in hexadecimal', '::FFFF:c000:201', '192.0.2.1'],
    ['an IPv6 address', '2001:db8:0:1:2:3:4:5', '2001:db8:0:1::/64'],
    ['a short IPv6 address', '2001:db8::1', '2001:db8:0:0::/64'],
    ['an IPv6 address that ends short', '2001:DB8:0:1::', '2001:db8:0:1::/64'],
    ['an IPv6 address with a zone', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['the IPv6 loopback address', '::1', '0:0:0:0::/64'],
    ['an IPv4 address behind NAT64', '64:ff9b::192.0.2.1', '192.0.2.1'],
    ['something else', 'unknown', 'unknown'],
  ])('takes %s by what a host cannot change: %s', (_, address, client) => {
    expect(clientOf(address)).toBe(client);
  });

  it('counts all addresses of a network of 64 bits as one', () => {
    const addresses = Array.from({ length: 100 }, (_, i) => `2001:db8::${i.toString(16)}:1`);
    expect(new Set(addresses.map(clientOf)).size).toBe(1);
    expect(clientOf('2001:db8:0:1::1')).not.toBe(clientOf('2001:db8::1'));
  });
});

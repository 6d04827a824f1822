import assert from 'node:assert/strict'
import test from 'node:test'
import { isProxyRange, toRateKey, toStoredAddress } from './clientAddress.ts'

test('of an address the network is kept, all or nothing, as the operator says', () => {
  const cases: [address: string, truncated: string | undefined, full: string | undefined][] = [
    ['203.0.113.77', '203.0.113.0', '203.0.113.77'],
    ['::ffff:203.0.113.77', '203.0.113.0', '203.0.113.77'],
    [
      '2001:db8:1234:5678:9abc:def0:1234:5678',
      '2001:db8:1234::',
      '2001:db8:1234:5678:9abc:def0:1234:5678',
    ],
    ['127.0.0.1', undefined, undefined],
    ['::1', undefined, undefined],
    ['unknown', undefined, undefined],
    ['', undefined, undefined],
  ]
  for (const [address, truncated, full] of cases) {
    assert.equal(toStoredAddress(address, 'truncated'), truncated, address)
    assert.equal(toStoredAddress(address, 'full'), full, address)
    assert.equal(toStoredAddress(address, 'dropped'), undefined, address)
  }
})

test('an IPv6 household shares one rate, an IPv4 address has its own, this machine has none', () => {
  assert.equal(toRateKey('203.0.113.77'), '203.0.113.77')
  assert.equal(toRateKey('2001:db8:1:2:3:4:5:6'), toRateKey('2001:db8:1:2:ffff::'))
  assert.notEqual(toRateKey('2001:db8:1:2::'), toRateKey('2001:db8:1:3::'))
  assert.equal(toRateKey('::ffff:127.0.0.1'), undefined)
})

test('a trusted proxy is an address, a range or a name', () => {
  for (const good of ['10.0.0.1', '10.0.0.0/8', 'fd00::/8', 'loopback']) {
    assert.ok(isProxyRange(good), good)
  }
  for (const bad of ['', '10.0.0.0/33', 'proxy.internal', '10.0.0.0/', 'true']) {
    assert.ok(!isProxyRange(bad), bad)
  }
})

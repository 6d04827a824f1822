import assert from 'node:assert/strict'
import type { LookupAddress } from 'node:dns'
import test from 'node:test'
import { checkLiteral, createPublicLookup, isPublicAddress } from './targetAddress.ts'

const INTERNAL = [
  '127.0.0.1',
  '127.255.0.9',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  'not an address',
]

test('an address of an internal network is not public, in whatever form it is written', () => {
  assert.deepEqual(INTERNAL.filter(isPublicAddress), [])
  assert.deepEqual(
    ['93.184.216.34', '2606:2800:220:1::1', '64:ff9b::5db8:d822'].every(isPublicAddress),
    true,
  )
})

test('an internal address as the host of a webhook is refused, in every notation that URL knows', () => {
  for (const host of [
    '127.0.0.1',
    '0x7f.1',
    '2130706433',
    '017700000001',
    '[::1]',
    '[::ffff:127.0.0.1]',
  ]) {
    const { hostname } = new URL(`http://${host}/`)
    assert.throws(
      () => checkLiteral(hostname),
      { message: /internal network.*--alert-targets any/ },
      host,
    )
  }
  checkLiteral('example.com')
  checkLiteral('93.184.216.34')
})

function lookUp(addresses: readonly string[], all: boolean) {
  const found: LookupAddress[] = addresses.map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }))
  const lookup = createPublicLookup(((
    _name: string,
    _options: object,
    callback: (error: null, all: LookupAddress[]) => void,
  ) => callback(null, found)) as never)
  return new Promise<unknown>((resolve) => {
    lookup('hook.example', { all }, (error, address) => resolve(error?.message ?? address))
  })
}

test('a name is connected to under the address that was checked', async () => {
  assert.equal(await lookUp(['93.184.216.34'], false), '93.184.216.34')
  assert.deepEqual(await lookUp(['93.184.216.34'], true), [{ address: '93.184.216.34', family: 4 }])
})

test('a name of which any address is internal is refused', async () => {
  for (const all of [true, false]) {
    for (const addresses of [['127.0.0.1'], ['93.184.216.34', '10.0.0.1'], []]) {
      assert.match(String(await lookUp(addresses, all)), /internal network/)
    }
  }
})

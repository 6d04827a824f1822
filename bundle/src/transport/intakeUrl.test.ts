import assert from 'node:assert/strict'
import test from 'node:test'
import { fakePage } from '../browser/fakePage.testkit.ts'
import type { IntakeOptions } from './intakeUrl.ts'
import { isOwnUrl, toIntakeUrl, toLogUrl } from './intakeUrl.ts'

const ROWS: [name: string, options: IntakeOptions, url: string | undefined][] = [
  [
    'an origin',
    { datakitOrigin: 'https://rum.example' },
    'https://rum.example/v1/write/rum?precision=ms',
  ],
  [
    'a port, and slashes at the end',
    { datakitOrigin: 'http://10.0.0.1:9529//' },
    'http://10.0.0.1:9529/v1/write/rum?precision=ms',
  ],
  [
    'spaces around an origin',
    { datakitOrigin: ' https://rum.example/ ' },
    'https://rum.example/v1/write/rum?precision=ms',
  ],
  [
    'a path before the intake',
    { datakitOrigin: 'https://shop.example/proxy/rum/' },
    'https://shop.example/proxy/rum/v1/write/rum?precision=ms',
  ],
  [
    "a path of the page's own origin",
    { datakitOrigin: '/rum' },
    'https://shop.example/rum/v1/write/rum?precision=ms',
  ],
  [
    "the page's own origin",
    { datakitOrigin: '/' },
    'https://shop.example/v1/write/rum?precision=ms',
  ],
  [
    'a gateway and its token',
    { site: 'https://gateway.example', clientToken: 'a b&c' },
    'https://gateway.example/v1/write/rum?token=a%20b%26c&to_headless=true&precision=ms',
  ],
  [
    'an origin and a token',
    { datakitOrigin: 'https://rum.example', clientToken: 'a b&c' },
    'https://rum.example/v1/write/rum?token=a%20b%26c&precision=ms',
  ],
  [
    'both: the origin wins',
    { datakitOrigin: 'https://rum.example', site: 'https://gateway.example', clientToken: 't' },
    'https://rum.example/v1/write/rum?token=t&precision=ms',
  ],
  [
    'an origin in capitals',
    { datakitOrigin: 'HTTPS://RUM.example' },
    'https://rum.example/v1/write/rum?precision=ms',
  ],
  [
    'an origin of the protocol of the page',
    { datakitOrigin: '//rum.example' },
    'https://rum.example/v1/write/rum?precision=ms',
  ],
  ['an address without a scheme', { datakitOrigin: '127.0.0.1:9644' }, undefined],
  ['a host without a scheme', { datakitOrigin: 'rum.example.com' }, undefined],
  ['a path without its slash', { datakitOrigin: 'rum/intake' }, undefined],
  ['a scheme with one slash', { datakitOrigin: 'https:/rum.example' }, undefined],
  ['another scheme', { datakitOrigin: 'ws://rum.example' }, undefined],
  [
    'an origin that has the path of the intake',
    { datakitOrigin: 'https://rum.example/v1/write/rum' },
    undefined,
  ],
  ['that path with a slash', { datakitOrigin: 'https://rum.example/v1/write/rum/' }, undefined],
  ['an origin with a query', { datakitOrigin: 'https://rum.example/?token=t' }, undefined],
  ['an origin with a hash', { datakitOrigin: 'https://rum.example/#rum' }, undefined],
  ['a site without a scheme', { site: 'gateway.example', clientToken: 't' }, undefined],
  [
    'a site that has the path of the intake',
    { site: 'https://g.example/v1/write/rum', clientToken: 't' },
    undefined,
  ],
  ['a gateway without a token', { site: 'https://gateway.example' }, undefined],
  ['a token without a gateway', { clientToken: 't' }, undefined],
  ['nothing', {}, undefined],
  ['empty strings', { datakitOrigin: '', site: '', clientToken: '' }, undefined],
  ['an invalid URL', { datakitOrigin: 'http://[' }, undefined],
  [
    'a host without http://, which parses as a scheme',
    { datakitOrigin: 'localhost:9529' },
    undefined,
  ],
  ['a value that is not a string', { datakitOrigin: 5 as never }, undefined],
  ['a token without a UTF-8 form', { site: 'https://g.example', clientToken: '\ud800' }, undefined],
]

for (const [name, options, url] of ROWS) {
  test(`the intake's URL of ${name}`, (t) => {
    fakePage(t)
    assert.equal(toIntakeUrl(options), url)
  })
}

test('logs go to the path beside that of events, whatever is around it', () => {
  assert.equal(
    toLogUrl('https://a.example/v1/write/rum/v1/write/rum?token=v1%2Fwrite%2Frum&precision=ms'),
    'https://a.example/v1/write/rum/v1/write/logging?token=v1%2Fwrite%2Frum&precision=ms',
  )
})

test('requests of the SDK are those to either path', () => {
  const intake = 'https://a.example/v1/write/rum?precision=ms'
  const rows = {
    [intake]: true,
    [`${intake}&encoding=deflate`]: true,
    'https://a.example/v1/write/logging?precision=ms': true,
    'https://a.example/v1/write/logging?precision=ms&encoding=deflate': true,
    'https://a.example/v1/write/logging': false,
    'https://b.example/v1/write/logging?precision=ms': false,
    'https://a.example/api': false,
  }
  for (const [url, isOwn] of Object.entries(rows)) {
    assert.equal(isOwnUrl(url, intake), isOwn, url)
  }
})

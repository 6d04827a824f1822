import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toSnippet } from './snippet.ts'
import { toShortUrl } from './url.ts'

test('omits the origin of an address if it is the page’s own', () => {
  const page = 'https://shop.example.com/cart'
  assert.equal(toShortUrl('https://shop.example.com/a.js?v=1', page), '/a.js?v=1')
  assert.equal(
    toShortUrl('https://shop.example.com.evil.test/a.js', page),
    'https://shop.example.com.evil.test/a.js',
  )
  assert.equal(toShortUrl('Pay now', page), 'Pay now')
  assert.equal(toShortUrl('/a.js', ''), '/a.js')
})

test('the snippet loads the SDK from the collector and reports to it', () => {
  const snippet = toSnippet('https://rum.example.com', 'shop')
  assert.match(snippet, /applicationId: "shop"/)
  assert.match(snippet, /"https:\/\/rum\.example\.com\/sdk\/dataflux-rum\.js"/)
  assert.match(snippet, /datakitOrigin: 'https:\/\/rum\.example\.com'/)
})

test('an application id cannot end the script of the snippet', () => {
  const snippet = toSnippet('https://rum.example.com', `'</script><b>`)
  assert.equal(
    snippet.split('</script>').length,
    toSnippet('https://rum.example.com', 'a').split('</script>').length,
  )
})

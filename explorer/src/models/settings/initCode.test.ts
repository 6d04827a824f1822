import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toInitCode } from './initCode.ts'

test('the code of a page has the id, the address of the collector and the token', () => {
  assert.equal(
    toInitCode('shop', 'pub_0123456789abcdef', 'https://rum.example.com'),
    `DATAFLUX_RUM.init({
  applicationId: 'shop',
  datakitOrigin: 'https://rum.example.com',
  clientToken: 'pub_0123456789abcdef',
  trackUserInteractions: true,
})`,
  )
  assert.doesNotMatch(toInitCode('shop', undefined, 'https://x.example'), /clientToken/)
})

test('the code reads as the id that was given, whatever its characters', () => {
  for (const id of [`it's "quoted"`, '\\', '\\"', `</script>`, 'a\nb', '\u2028', '$&']) {
    const code = toInitCode(id, undefined, 'https://x.example')
    assert.doesNotMatch(code, /<\//)
    const read = new Function('DATAFLUX_RUM', `return ${code}`)({
      init: (options: { applicationId: string }) => options.applicationId,
    })
    assert.equal(read, id)
  }
})

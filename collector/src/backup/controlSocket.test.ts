import assert from 'node:assert/strict'
import test from 'node:test'
import { makeDirectory } from '../app/collector.testkit.ts'
import { askRunning, listenForControl } from './controlSocket.ts'

test('whatever is asked that is no command is refused, and the next question is answered', async () => {
  const { path, remove } = makeDirectory()
  const close = await listenForControl(path, {
    backup: async (argument) => ({ argument }),
    throws: () => {
      throw new Error('at once')
    },
  })
  for (const name of [
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    '',
    '/',
    'throws',
  ]) {
    await assert.rejects(askRunning(path, name, 'x'), { name: 'Error' }, name)
  }
  assert.deepEqual(await askRunning(path, 'backup', 'there'), { argument: 'there' })
  close?.()
  assert.equal(await askRunning(path, 'backup', 'there'), undefined)
  remove()
})

test('a path that is too long for a socket has none, and nobody is asked there', async () => {
  const { path, remove } = makeDirectory()
  const long = `${path}/${'x'.repeat(100)}`
  assert.equal(await listenForControl(long, {}), undefined)
  assert.equal(await askRunning(long, 'backup', 'there'), undefined)
  remove()
})

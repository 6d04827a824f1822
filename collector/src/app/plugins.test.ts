import assert from 'node:assert/strict'
import test from 'node:test'
import { accessPlugin } from '../access/accessPlugin.ts'
import { erasurePlugin } from '../erasure/erasurePlugin.ts'
import { createServer } from '../http/createServer.ts'
import { filesPlugin } from '../http/filesPlugin.ts'
import { httpPlugin } from '../http/httpPlugin.ts'
import { operationsPlugin } from '../http/operationsPlugin.ts'
import { intakePlugin } from '../intake/intakePlugin.ts'
import { queryPlugin } from '../query/queryPlugin.ts'
import { sourceMapsPlugin } from '../sourceMaps/sourceMapsPlugin.ts'

const AREAS = { accessPlugin, intakePlugin, operationsPlugin, filesPlugin }
const AREAS_WITH_ACCESS = { erasurePlugin, sourceMapsPlugin, queryPlugin }

test('a server on which a route would not have to declare its access does not start', async () => {
  for (const [name, plugin] of Object.entries(AREAS)) {
    const server = createServer('silent')
    await assert.rejects(async () => server.register(plugin as never), /'http' of plugin/, name)
  }
})

test('a server on which nobody is known does not start with an area that asks who is there', async () => {
  for (const [name, plugin] of Object.entries(AREAS_WITH_ACCESS)) {
    const server = createServer('silent')
    await server.register(httpPlugin, { publicUrl: '', version: '1.0.0' })
    await assert.rejects(async () => server.register(plugin as never), /'access' of plugin/, name)
  }
})

import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping'

const FILE = 'dist/dataflux-rum.js'

/** Maps each character of the built file to the module that it came from. */
function readOrigins(code) {
  const map = new TraceMap(readFileSync(`${FILE}.map`, 'utf8'))
  const lines = code.split('\n')
  const pieces = []
  for (const [index, line] of lines.entries()) {
    const segments = decodedMappings(map)[index] ?? []
    let from = 0
    let source
    for (const [column, next] of [...segments, [line.length]]) {
      pieces.push({ source, text: line.slice(from, column) })
      from = column
      source = next === undefined ? undefined : (map.sources[next] ?? undefined)
    }
  }
  return pieces
}

/** `bundle/src/events/view/view.ts`, or the package it is of. */
function toModule(source = 'envelope') {
  const own = /bundle\/src\/.*/.exec(source)
  const foreign = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)
  return own?.[0] ?? foreign?.[1] ?? 'envelope'
}

/**
 * Prints what each module takes in the SDK: its bytes, and by how much the compressed file shrinks without them. What
 * compresses with its neighbours is counted to nobody, so that the sum is less than the whole.
 *
 * @param {boolean} isEach - a line for each module, not for each folder
 */
export function printModuleSizes(isEach) {
  const code = readFileSync(FILE, 'utf8')
  const pieces = readOrigins(code).map(({ source, text }) => {
    const module = toModule(source)
    const folder = module.includes('/') ? dirname(module) : module
    return { text, group: isEach ? module : folder }
  })
  const whole = brotliCompressSync(code).length
  const rows = [...new Set(pieces.map(({ group }) => group))].map((group) => {
    const rest = pieces.filter((piece) => piece.group !== group)
    const without = rest.map(({ text }) => text).join('')
    return {
      group,
      raw: code.length - without.length,
      saved: whole - brotliCompressSync(without).length,
    }
  })
  process.stdout.write(
    `\n${FILE}, ${isEach ? 'module by module' : 'by folder'}: bytes, and what brotli saves without them\n`,
  )
  for (const { group, raw, saved } of rows.sort((a, b) => b.saved - a.saved)) {
    process.stdout.write(
      `  ${group.padEnd(48)}${String(raw).padStart(8)}${String(saved).padStart(8)}\n`,
    )
  }
}

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { expect } from 'playwright/test'

const SOURCE = `export function total(prices: number[]): number {
  if (prices.length === 0) {
    throw new RangeError('an empty cart')
  }
  return prices.reduce((sum, price) => sum + price, 0)
}
total([])
`

interface Release {
  appId: string
  env: string
  version: string
}

/** Builds a script as a team does, and uploads its map with the command. @returns the stack of what it throws */
export function buildAndUpload(url: string, { appId, env, version }: Release): string {
  const folder = mkdtempSync(join(tmpdir(), 'dataflux-rum-maps-'))
  writeFileSync(join(folder, 'cart.ts'), SOURCE)
  const outfile = join(folder, 'dist/assets/cart.js')
  buildSync({
    entryPoints: [join(folder, 'cart.ts')],
    outfile,
    bundle: true,
    minify: true,
    sourcemap: true,
  })
  const thrown = spawnSync(process.execPath, [outfile], { encoding: 'utf8' }).stderr
  const command = ['collector/bin/collector.cjs', 'sourcemaps', 'upload', join(folder, 'dist')]
  const release = ['--app-id', appId, '--env', env, '--version', version]
  const upload = spawnSync(process.execPath, [...command, ...release, '--url', url], {
    encoding: 'utf8',
  })
  rmSync(folder, { recursive: true })
  expect(upload.stdout).toContain(`1 source maps of ${appId} are stored`)
  const frames = thrown.split('\n').filter((line) => line.includes('cart.js:'))
  return frames.slice(1).join('\n').replaceAll(outfile, 'https://shop.example/assets/cart.js')
}

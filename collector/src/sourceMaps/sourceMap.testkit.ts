import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

/** esbuild's map of a small shop, bundled and minified. */
export const SHOP_MAP: string = JSON.stringify({
  version: 3,
  sources: ['../../src/cart.ts', '../../src/shop.ts'],
  sourcesContent: [
    "export interface Line {\n  price: number\n}\n\nexport function total(lines: Line[]): number {\n  return lines.reduce((sum, line) => sum + toPrice(line), 0)\n}\n\nfunction toPrice(line: Line): number {\n  if (line.price < 0) {\n    throw new RangeError('a price below zero')\n  }\n  return line.price\n}\n",
    "import { total } from './cart'\n\ndocument.title = String(total([{ price: 3 }, { price: -1 }]))\n",
  ],
  mappings:
    'MAIO,SAASA,EAAMC,EAAuB,CAC3C,OAAOA,EAAM,OAAO,CAACC,EAAKC,IAASD,EAAME,EAAQD,CAAI,EAAG,CAAC,CAC3D,CAEA,SAASC,EAAQD,EAAoB,CACnC,GAAIA,EAAK,MAAQ,EAAG,CAClB,MAAM,IAAI,WAAW,oBAAoB,CAC3C,CACA,OAAOA,EAAK,KACd,CCXA,SAAS,MAAQ,OAAOE,EAAM,CAAC,CAAE,MAAO,CAAE,EAAG,CAAE,MAAO,EAAG,CAAC,CAAC,CAAC',
  names: ['total', 'lines', 'sum', 'line', 'toPrice', 'total'],
})

/** Where the shop throws, in the bundle and in its source. */
export const THROW = { column: 88, source: '../../src/cart.ts', line: 11 }

export type Files = Record<string, string | Buffer>

export async function toZip(
  files: Files,
  options: { mode?: number } = {},
): Promise<Buffer<ArrayBuffer>> {
  return Buffer.from(new Uint8Array(await buffer(createZip(files, options).outputStream)))
}

function createZip(files: Files, options: { mode?: number }): ZipFile {
  const zip = new ZipFile()
  for (const [path, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content), path, options)
  }
  zip.end()
  return zip
}

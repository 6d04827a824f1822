import { readdirSync, readFileSync } from 'node:fs'

export const EXPLORER = 'collector/dist/explorer'

/**
 * Lists the files that a browser loads to show the first list: the page, and what it names. Vite names there the entry,
 * its styles and every part that they import statically. Another language than English is one part more.
 *
 * @param {'en' | 'zh'} locale
 * @returns {string[]} names below the folder of the explorer
 */
export function listFirstLoad(locale) {
  const page = readFileSync(`${EXPLORER}/index.html`, 'utf8')
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, name]) => name)
  const texts =
    locale === 'en' ? [] : listParts().filter((name) => name.startsWith(`assets/${locale}-`))
  return ['index.html', ...named, ...texts]
}

/** Lists every script and stylesheet of the explorer, with its page. */
export function listParts() {
  const assets = readdirSync(`${EXPLORER}/assets`).filter((name) => /\.(js|css)$/.test(name))
  return ['index.html', ...assets.map((name) => `assets/${name}`)]
}

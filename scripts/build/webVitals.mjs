import { readFileSync } from 'node:fs'

/**
 * Replacements for modules of `web-vitals`. They omit parts that the SDK does not read: the name, id, rating, delta and URL
 * of a metric, reports on demand (`reportAllChanges` and `reportSoftNavs` are always on), what waits for the end of prerendering, and the hooks of the attribution build. In everything
 * else they behave as the originals. See docs/decisions/0091-trimmed-web-vitals.md.
 */
const REPLACED = {
  'lib/bindReporter.js': `export const bindReporter = (callback, metric) => {
    let reported
    return () => {
      if (metric.value >= 0 && metric.value !== reported) {
        reported = metric.value
        callback(metric)
      }
    }
  }`,
  'lib/initMetric.js': `import { getBFCacheRestoreTime } from './bfcache.js'
  import { getNavigationEntry } from './getNavigationEntry.js'
  export const initMetric = (
    value = -1,
    navigationType = getBFCacheRestoreTime() >= 0 && 'back-forward-cache',
    navigationId = getNavigationEntry()?.navigationId,
    navigationInteractionId,
    navigationStartTime = 0,
  ) => ({
    value, navigationType, navigationId, navigationInteractionId, navigationStartTime, entries: [], id: {}
  })`,
  // Each call gets options of its own, so that no two share an instance.
  'lib/initUnique.js': 'export const initUnique = (options, Manager) => new Manager()',
  // The SDK starts nothing while a page is prerendered.
  'lib/whenActivated.js': 'export const whenActivated = (callback) => callback()',
}

/** Removed from every function that reports a metric. */
const OF_METRICS = [
  [/, \w+Thresholds, opts\.reportAllChanges/g, ''],
  [/initMetric\('\w+',? ?/g, 'initMetric('],
  [/metric\.navigationURL, |entry\.name, /g, ''],
  [/report\(true\)/g, 'report()'],
]

/** Edits by module: what they look for must be there. */
const EDITS = {
  'onCLS.js': [
    ...OF_METRICS,
    [/navigationURL, /g, ''],
    [/\(forceReport = false\)|\(forceReport\)/g, '()'],
    ['updateAndReportMetric(true)', 'updateAndReportMetric()'],
  ],
  'onFCP.js': [
    ...OF_METRICS,
    [/if \(fcpEntryManager\._softNavigationEntryMap[^}]*\}/, ''],
    ['const fcpEntryManager = initUnique(opts, FCPEntryManager);', ''],
    ['handleSoftNavEntries, opts)', 'handleSoftNavEntries)'],
  ],
  'onINP.js': [
    ...OF_METRICS,
    [/navigationURL, /g, ''],
    [/if \(forceReport\) \{[^}]*\}/, ''],
    [', forceReport = false', ''],
    ['po.takeRecords(), true', 'po.takeRecords()'],
    [/\.\.\.opts,\s*durationThreshold: opts\.durationThreshold \?\?/, 'durationThreshold:'],
  ],
  'onLCP.js': [
    ...OF_METRICS,
    [/navigationURL, /g, ''],
    [/if \(!opts\.reportAllChanges[^}]*\}/, ''],
    [/if \(!isFinalized\)\s*report\(\);/, ''],
    [/if \(lcpEntryManager\._softNavigationEntryMap[^}]*\}/, ''],
    ['const lcpEntryManager = initUnique(opts, LCPEntryManager);', ''],
    [/lcpEntryManager\._processEntry\([\w.]+\);/g, ''],
  ],
  'lib/softNavs.js': [[/&&\s*opts &&\s*opts\.reportSoftNavs/, '']],
  'lib/getVisibilityWatcher.js': [
    [' && !document.prerendering', ''],
    ['!document.prerendering', 'true'],
    [/if \(event\.type === 'visibilitychange'\)/, ''],
    [/event\.type === 'visibilitychange' \? event\.timeStamp : 0/, 'event.timeStamp'],
    [/\w+EventListener\('prerenderingchange', onVisibilityUpdate, true\);/g, ''],
  ],
  'lib/InteractionManager.js': [
    [/_onBeforeProcessingEntry;|_onAfterProcessingINPCandidate;/g, ''],
    [/this\._on\w+\?\.\(\w+\);/g, ''],
  ],
  'lib/LayoutShiftManager.js': [
    ['_onAfterProcessingUnexpectedShift;', ''],
    [/this\._on\w+\?\.\(\w+\);/g, ''],
  ],
}

/**
 * Returns a module of `web-vitals` without what the SDK does not read.
 *
 * @param {string} file - its path below `dist/modules`
 * @param {string} source
 * @returns {string}
 */
export function trimWebVitals(file, source) {
  let trimmed = REPLACED[file] ?? source
  for (const [found, replacement] of EDITS[file] ?? []) {
    const next = trimmed.replace(found, replacement)
    if (next === trimmed) {
      throw new Error(
        `web-vitals/dist/modules/${file} has no ${found}: the library has changed. Adjust scripts/build/webVitals.mjs.`,
      )
    }
    trimmed = next
  }
  return trimmed
}

/** @type {import('esbuild').Plugin} */
export const trimmedWebVitals = {
  name: 'trimmed-web-vitals',
  setup(build) {
    build.onLoad({ filter: /[\\/]web-vitals[\\/]dist[\\/]modules[\\/]/ }, ({ path }) => {
      const file = path.replaceAll('\\', '/').split('/dist/modules/')[1]
      return { contents: trimWebVitals(file, readFileSync(path, 'utf8')), loader: 'ts' }
    })
  },
}

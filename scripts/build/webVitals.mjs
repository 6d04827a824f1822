import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * Replacements for modules of `web-vitals`. They omit parts that the SDK does not read: the name, id, rating, delta and URL
 * of a metric, the kind and id of its navigation (its start is enough), reports on demand (`reportAllChanges` and
 * `reportSoftNavs` are always on), what waits for the end of prerendering or for an idle page, the end of LCP's reports, and
 * the hooks of the attribution build. In everything else they behave as the originals. See
 * docs/decisions/0091-trimmed-web-vitals.md.
 */
const REPLACED = {
  'lib/bfcache.js': `export const onBFCacheRestore = (callback) => {
    addEventListener('pageshow', (event) => event.persisted && callback(event), true)
  }`,
  'lib/bindReporter.js': `export const bindReporter = (callback, metric) => {
    let reported
    return () => {
      if (metric.value >= 0 && metric.value !== reported) {
        reported = metric.value
        callback(metric)
      }
    }
  }`,
  // `interactionId` is that of a soft navigation; only LCP compares it.
  'lib/initMetric.js': `export const initMetric = (value = -1, navigationStartTime = 0, interactionId) => ({
    value, navigationStartTime, interactionId, entries: []
  })`,
  // The library distrusts entries with odd times of the response; only a prerendered page has another start than 0.
  'lib/getActivationStart.js': `export const getActivationStart = () =>
    performance.getEntriesByType('navigation')[0]?.activationStart ?? 0`,
  // Only a browser that reports soft navigations has this interface.
  'lib/softNavs.js': `export const checkSoftNavsEnabled = () =>
    globalThis.PerformanceSoftNavigation?.prototype.getLargestInteractionContentfulPaint`,
}

/** Removed from every function that reports a metric. */
const OF_METRICS = [
  // The callback is all that the SDK gives. No two calls share an instance.
  ['(onReport, opts = {})', '(onReport)'],
  [/initUnique\(opts, (\w+Manager)\)/, 'new $1()'],
  ['checkSoftNavsEnabled(opts)', 'checkSoftNavsEnabled()'],
  [/, \w+Thresholds, opts\.reportAllChanges/g, ''],
  [/initMetric\('\w+',? ?/g, 'initMetric('],
  [/'soft-navigation', entry\.navigationId, entry\.interactionId, entry\.name, /, ''],
  [/report\(true\)/g, 'report()'],
]

/** Removed from every function but that of CLS: the SDK starts nothing while a page is prerendered. */
const OF_PRERENDERING = [
  ['whenActivated(() => {', '{'],
  // The last call ends where the module does.
  [/\}\);(?=\s*\};\s*(\/\/.*\s*)?$)/, '}'],
]

/** For CLS and INP. */
const OF_WORST = [
  ...OF_METRICS,
  [/navigationType, navigationId, navigationInteractionId, navigationURL, /g, ''],
  [/onBFCacheRestore\(\(\)/, 'onBFCacheRestore((event)'],
  [/'back-forward-cache', .*, getBFCacheRestoreTime\(\)/, 'event.timeStamp'],
]

/** Edits by module: what they look for must be there. */
const EDITS = {
  'onCLS.js': [
    ...OF_WORST,
    [/\(forceReport = false\)|\(forceReport\)/g, '()'],
    ['updateAndReportMetric(true)', 'updateAndReportMetric()'],
    // It has been reported by then.
    [/(takeRecords\(\)\);)\s*report\(\);/, '$1'],
  ],
  'onFCP.js': [
    ...OF_METRICS,
    ...OF_PRERENDERING,
    [/'back-forward-cache', .*, getBFCacheRestoreTime\(\)/, 'event.timeStamp'],
    [/metric\.navigationId = .*/, ''],
    [/if \(fcpEntryManager\._softNavigationEntryMap[^}]*\}/, ''],
    ['const fcpEntryManager = new FCPEntryManager();', ''],
    ['handleSoftNavEntries, opts)', 'handleSoftNavEntries)'],
  ],
  'onINP.js': [
    ...OF_WORST,
    ...OF_PRERENDERING,
    ['metric.navigationType', 'metric.navigationStartTime'],
    // Entries that come later count as well, because each change is reported.
    ['whenIdleOrHidden(() => {', '{'],
    [/\}\);(?=\s*\};\s*const types)/, '}'],
    [/(updateINPMetric\(\);)\s*report\(\);/, '$1'],
    [/if \(forceReport\) \{[^}]*\}/, ''],
    [', forceReport = false', ''],
    ['po.takeRecords(), true', 'po.takeRecords()'],
    [/\.\.\.opts,\s*durationThreshold: opts\.durationThreshold \?\?/, 'durationThreshold:'],
  ],
  'onLCP.js': [
    ...OF_METRICS,
    ...OF_PRERENDERING,
    [
      /navigation, navigationId, navigationInteractionId, navigationURL, navigationStartTime/g,
      'navigationStartTime, interactionId',
    ],
    [/if \(navigation === [^}]*\}/, ''],
    [
      'initNewLCPMetric(entry.startTime)',
      'initNewLCPMetric(entry.startTime, entry.interactionId); getVisibilityWatcher(true)',
    ],
    [
      /'back-forward-cache', .*\s*report = bindReporter\(onReport, metric\)/,
      'event.timeStamp, metric.interactionId)',
    ],
    // A browser with soft navigations always sets this id.
    [/if \(!metric\.navigationId\)\s*continue;/, ''],
    ["'interactionId' in ICPEntry &&", ''],
    ['metric.navigationInteractionId', 'metric.interactionId'],
    [/metric\.id/g, 'metric'],
    [/(let )?isFinalized = \w+;/g, ''],
    // Entries come from the browser, or were looked at before.
    [/if \(!entry\)\s*continue;/, ''],
    [/if \(!opts\.reportAllChanges[^}]*\}/, ''],
    [/if \(!isFinalized\)\s*report\(\);/, ''],
    [/if \(lcpEntryManager\._softNavigationEntryMap[^}]*\}/, ''],
    ['const lcpEntryManager = new LCPEntryManager();', ''],
    // Browsers end the entries of a page's load with its first input, and each change has been reported by then.
    [
      /const finalizeEventTypes[\s\S]*?for \(const type of finalizeEventTypes\) \{\s*addEventListener[^}]*\}\);\s*\}/,
      '',
    ],
    [/lcpEntryManager\._processEntry\([\w.]+\);/g, ''],
  ],
  'lib/getVisibilityWatcher.js': [
    // Pages have variables of that name. Each is added once.
    ['new Set()', '[]'],
    ['globalThis.performance', 'performance'],
    ['onHiddenFunctions.add(', 'onHiddenFunctions.push('],
    [' && !document.prerendering', ''],
    ['!document.prerendering', 'true'],
    [/if \(event\.type === 'visibilitychange'\)/, ''],
    [/event\.type === 'visibilitychange' \? event\.timeStamp : 0/, 'event.timeStamp'],
    [/\w+EventListener\('prerenderingchange', onVisibilityUpdate, true\);/g, ''],
  ],
  'lib/InteractionManager.js': [
    // It is 0 for the load of the page.
    [/\(navigationType === [^)]*\)/, 'navigationStartTime'],
    ['navigationType', 'navigationStartTime'],
    // At most ten interactions are looked through: a list is enough.
    ['_longestInteractionMap = new Map();', ''],
    ['this._longestInteractionMap.clear();', ''],
    ['this._longestInteractionMap.set(interaction.id, interaction);', ''],
    ['this._longestInteractionMap.get(', 'this._longestInteractionList.find(({ id }) => id === '],
    [
      /if \(this\._longestInteractionList\.length > MAX_INTERACTIONS_TO_CONSIDER\) \{[^}]*\}\s*\}/,
      'this._longestInteractionList.splice(MAX_INTERACTIONS_TO_CONSIDER)',
    ],
    [/_onBeforeProcessingEntry;|_onAfterProcessingINPCandidate;/g, ''],
    [/this\._on\w+\?\.\(\w+\);/g, ''],
  ],
  // An interaction has been counted by then.
  'lib/polyfills/interactionCountPolyfill.js': [
    [/maxKnownInteractionId\s*\?\s*([^:]*):\s*0/, '$1'],
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

/** The page may have a variable of that name. */
const CLOCK = `import { performance } from ${JSON.stringify(resolve('bundle/src/core/natives.ts'))};`

/** @type {import('esbuild').Plugin} */
export const trimmedWebVitals = {
  name: 'trimmed-web-vitals',
  setup(build) {
    build.onLoad({ filter: /[\\/]web-vitals[\\/]dist[\\/]modules[\\/]/ }, ({ path }) => {
      const file = path.replaceAll('\\', '/').split('/dist/modules/')[1]
      const code = trimWebVitals(file, readFileSync(path, 'utf8'))
      const isRead = /\bperformance\b/.test(code)
      return { contents: isRead ? CLOCK + code : code, loader: 'ts' }
    })
  },
}

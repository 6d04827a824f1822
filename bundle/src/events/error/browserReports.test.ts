import assert from 'node:assert/strict'
import test from 'node:test'
import { fakePage } from '../../browser/fakePage.testkit.ts'
import type { BrowserReport } from './browserReports.ts'
import { trackBrowserReports } from './browserReports.ts'

test('a violation of a report-only policy says so, and names no URL as blocked', (t) => {
  fakePage(t)
  const reports: BrowserReport[] = []
  t.after(
    trackBrowserReports(
      (report) => reports.push(report),
      () => false,
    ),
  )
  for (const disposition of ['enforce', 'report']) {
    const violation = { blockedURI: '/a.png', effectiveDirective: 'img-src', disposition }
    document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), violation))
  }
  assert.deepEqual(
    reports.map(({ message, url }) => [message, url]),
    [
      ["csp_violation: '/a.png' blocked by 'img-src' directive", '/a.png'],
      ["csp_violation (report only): '/a.png' blocked by 'img-src' directive", undefined],
    ],
  )
})

/** A moment of the Wednesday on which the week of the pictures ends. */
const WEDNESDAY = Date.UTC(2026, 10, 25, 9, 30)
const DAY = 86_400_000

/** Answers of the collector, fixed: tokens are random, and times those of the machine. */
const APPLICATIONS = {
  others_may_send: true,
  retention_days: 30,
  applications: [
    {
      id: 'shop',
      tokens: [
        {
          token: 'pub_3f9c1d0a7be24c5890b1a6e2d47f3c81',
          created: WEDNESDAY - 90 * DAY,
          created_by: 'user:ada',
        },
        {
          token: 'pub_8a41c07e6d9b4f23a5d0c9e1b7f62438',
          created: WEDNESDAY,
          created_by: 'user:grace',
        },
      ],
      origins: ['https://shop.example.com', 'https://*.shop.example.com'],
      retention_days: 90,
      has_own_retention: true,
      sample_rate: 100,
      events_per_second: 500,
      trace_link: 'https://traces.example.com/trace/{trace_id}',
      log_link: '',
      is_in_file: false,
    },
  ],
}

const toRelease = (version, daysAgo, sizes) => ({
  app_id: 'shop',
  env: 'prod',
  version,
  files: ['assets/cart.js.map', 'assets/checkout.js.map', 'assets/vendor.js.map'],
  file_bytes: sizes,
  bytes: sizes.reduce((sum, size) => sum + size, 0),
  uploaded: WEDNESDAY - daysAgo * DAY,
  uploaded_by: 'token:ci',
})
const SOURCE_MAPS = {
  releases: [
    toRelease('2.3.1', 0, [184_320, 402_118, 1_904_220]),
    toRelease('2.3.0', 8, [181_002, 398_770, 1_904_220]),
    toRelease('2.2.4', 22, [176_514, 371_093, 1_871_640]),
  ],
}

/** Opens a page again with a fixed answer of the collector. */
async function openWith(page, { url, answer, ready }) {
  await page.route(url, (route) => route.fulfill({ json: answer }))
  await page.reload()
  await page.locator(ready).first().waitFor()
}

/** The port is another one each time. */
async function writeOwnAddress(page) {
  await page.locator('.settings-page pre').evaluate((code) => {
    code.textContent = code.textContent.replace(/http:\/\/[\d.:]+/, 'https://rum.example.com')
  })
}

const toFile = (name, bytes) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.alloc(bytes, ' '),
})

/**
 * Pictures of the settings.
 *
 * @type {readonly import('../screenshots.mjs').Scene[]}
 */
export const SETTINGS_SCENES = [
  {
    name: 'settings-application',
    path: '/settings/applications?app=shop',
    ready: '.settings-page',
    async prepare(page) {
      const url = '**/api/applications'
      await openWith(page, { url, answer: APPLICATIONS, ready: '.settings-tokens' })
      await writeOwnAddress(page)
    },
  },
  {
    name: 'settings-source-maps',
    path: '/settings/source-maps',
    ready: '.settings-page',
    async prepare(page) {
      await openWith(page, { url: '**/v1/sourcemap', answer: SOURCE_MAPS, ready: 'details' })
      const fields = page.locator('.settings-card input:not([type])')
      for (const [index, text] of ['shop', 'prod', '2.4.0'].entries()) {
        await fields.nth(index).fill(text)
      }
      await page
        .locator('input[type="file"]')
        .first()
        .setInputFiles([toFile('cart.js.map', 185_020), toFile('checkout.js.map', 410_300)])
      await page.locator('details summary').first().click()
    },
  },
]

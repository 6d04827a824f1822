import { expect, test } from '../support/comparison.ts'
import { toPage } from '../support/loadingModes.ts'

for (const [how, begin] of Object.entries({
  '`document.open`': 'document.open(); document.write(text); document.close()',
  'a `document.write` after the load': 'document.write(text)',
  'a `document.writeln` after the load': 'document.writeln(text)',
})) {
  test(`the same page: it begins its document anew by ${how}, and errors, clicks and its exit are still seen`, async ({
    compare,
    page,
    intake,
  }) => {
    await compare({
      path: '/rewritten',
      options: { trackUserInteractions: true },
      html: (sdk) =>
        toPage(`${sdk}<script>
          var ran = new Promise((resolve) => addEventListener('load', () => setTimeout(() => {
            const text = '<title>Anew</title><button>Buy</button>'
            ${begin}
            resolve(document.querySelectorAll('button').length)
          })))
        </script>`),
      async act(visited) {
        await expect(visited).toHaveTitle('Anew')
        await visited.click('button')
        await visited.evaluate('setTimeout(() => { throw new Error(`thrown`) })')
      },
    })
    await page.evaluate("DATAFLUX_RUM.addAction('last'); location.href = 'about:blank'")
    await expect
      .poll(() =>
        intake
          .points('action')
          .map(({ fields }) => fields['action_name'])
          .sort(),
      )
      .toEqual(['Buy', 'last'])
    expect(intake.points('error').map(({ fields }) => fields['error_message'])).toEqual(['thrown'])
    const documents = intake
      .points('resource')
      .filter(({ fields }) => fields['resource_type'] === 'document')
    expect(documents).toHaveLength(1)
  })
}

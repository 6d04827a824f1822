/** A visit with everything that the page of a session shows, as lines of the intake. */

const field = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`
const tag = (text: string): string => text.replace(/[ ,=]/g, '\\$&')
const span = (start: number, duration: number): string =>
  JSON.stringify({ duration: duration * 1e6, start: start * 1e6 })

interface Visit {
  appId: string
  sessionId: string
  /** ms since the epoch. */
  start: number
  /** Stack of the error at the checkout. */
  stack: string
  /** Stack of its cause. */
  causeStack: string
}

const STACK = 'RangeError: an empty cart\n    at total (https://shop.example/assets/cart.js:1:20)'
const CAUSE_STACK =
  'TypeError: price is undefined\n    at price (https://shop.example/assets/cart.js:1:9)'

export function toVisit({
  appId,
  sessionId,
  start = Date.now() - 3_600_000 * 2,
  stack = STACK,
  causeStack = CAUSE_STACK,
}: Pick<Visit, 'appId' | 'sessionId'> & Partial<Visit>): string[] {
  const common = `app_id=${appId},session_id=${sessionId},session_type=user,env=prod,version=2.3.1,service=shop,browser=Chrome,browser_version=142,os=macOS,os_version=15,userid=u-4711,user_name=Ada\\ Lovelace`
  const inView = (id: string, path: string): string =>
    `${common},view_id=${sessionId}-${id},view_path=${path},view_path_group=${path},view_name=${tag(path)},view_url=https://shop.example${path}`
  const home = inView('v1', '/')
  const checkout = inView('v2', '/checkout')
  const later = inView('v3', '/account')
  const id = (name: string): string => `event_id="${sessionId}-${name}"`
  const plan = 'custom_keys="[\\"plan\\"]",plan="pro"'
  const hour = start + 3_600_000
  return [
    `view,${home},view_loading_type=initial_load time_spent=60000000000i,${id('v1')},loading_time=2100000000i,largest_contentful_paint=2800000000i,first_contentful_paint=900000000i,first_byte=210000000i,cumulative_layout_shift=0.31,interaction_to_next_paint=120000000i,dom_content_loaded=1100000000i,load_event=1900000000i,${plan} ${start}`,
    `resource,${home},resource_type=document,resource_status=200,resource_method=GET,resource_url_host=shop.example resource_url="https://shop.example/",duration=300000000i,${id('r0')},resource_size=18000i,resource_transfer_size=6000i,resource_dns_time=${field(span(0, 30))},resource_connect_time=${field(span(30, 60))},resource_ssl_time=${field(span(55, 35))},resource_first_byte_time=${field(span(90, 150))},resource_download_time=${field(span(240, 60))} ${start}`,
    `resource,${home},resource_type=css,resource_status=200,resource_method=GET,resource_url_host=shop.example resource_url="https://shop.example/shop.css",duration=180000000i,${id('r1')},resource_render_blocking_status="blocking",resource_size=4000i,resource_first_byte_time=${field(span(10, 120))},resource_download_time=${field(span(130, 50))} ${start + 320}`,
    `resource,${home},resource_type=js,resource_status=200,resource_method=GET,resource_url_host=cdn.example resource_url="https://cdn.example/app.js",duration=20000000i,${id('r2')},resource_delivery_type="cache",resource_size=90000i ${start + 330}`,
    `resource,${home},resource_type=fetch,resource_status=200,resource_method=GET,resource_url_host=api.example,trace_id=4bf92f3577b34da6a3ce929d0e0e4736 resource_url="https://api.example/products",duration=640000000i,${id('r3')},resource_size=5200i,resource_first_byte_time=${field(span(5, 600))},resource_download_time=${field(span(605, 35))} ${start + 600}`,
    `long_task,${home} duration=180000000i,blocking_duration=130000000i,${id('l1')},scripts=${field(JSON.stringify([{ duration: 150_000_000, source_url: 'https://cdn.example/app.js', source_function_name: 'hydrate', invoker: 'https://cdn.example/app.js', invoker_type: 'classic-script' }]))} ${start + 900}`,
    `action,${home},action_type=click action_name="Add to cart",duration=90000000i,action_id="${sessionId}-a1",${id('a1')} ${start + 12_410}`,
    `action,${home},action_type=click action_name="Buy \u202Egnp.now",duration=40000000i,${id('a2')},action_frustration_types="[\\"rage_click\\"]" ${start + 30_000}`,
    `view,${checkout},view_loading_type=route_change time_spent=90000000000i,${id('v2')},loading_time=700000000i ${start + 60_000}`,
    `resource,${checkout},resource_type=fetch,resource_status=503,resource_method=POST,resource_url_host=api.example,trace_id=00f067aa0ba902b7 resource_url="https://api.example/pay",duration=800000000i,${id('r4')},resource_size=120i ${start + 71_000}`,
    `action,${checkout},action_type=click action_name="Pay now",duration=910000000i,action_error_count=1i,${id('a3')} ${start + 70_900}`,
    `error,${checkout},error_type=RangeError,error_source=source,error_handling=unhandled error_message="an empty cart",error_stack=${field(stack)},${id('e1')},error_causes=${field(JSON.stringify([{ type: 'TypeError', message: 'price is undefined', stack: causeStack }]))},${plan} ${start + 71_900}`,
    `error,${checkout},error_type=Error,error_source=custom,error_handling=handled error_message="Payment refused <img src=x onerror=alert(1)>",${id('e2')} ${start + 72_500}`,
    `view,${later},view_loading_type=route_change time_spent=45000000000i,${id('v3')} ${hour}`,
    `action,${later},action_type=click action_name="Sign out",duration=20000000i,${id('a4')} ${hour + 40_000}`,
  ]
}

/** Sends lines through the intake of a collector. */
export async function sendLines(collectorUrl: string, lines: readonly string[]): Promise<void> {
  const response = await fetch(`${collectorUrl}/v1/write/rum?precision=ms`, {
    method: 'POST',
    body: lines.join('\n'),
  })
  if (!response.ok) {
    throw new Error(`the intake answered ${response.status}: ${await response.text()}`)
  }
}

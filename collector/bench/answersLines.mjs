/** Midnight two days ago, UTC: within every retention, and the same all day. */
export const START = Math.floor(Date.now() / 86_400_000 - 2) * 86_400_000

const pick = (values, index) => values[index % values.length]

/** Tags that every line of a session has. */
function toCommonTags(session, view) {
  return [
    `app_id=${session % 7 === 6 ? 'blog' : 'shop'},env=${pick(['prod', 'stage'], session)},service=web`,
    `version=1.0.${session % 3},sdk_name=df_web_rum_sdk,sdk_version=0.1.0,session_id=s${session}`,
    `session_type=user,browser=${pick(['Chrome', 'Safari', 'Firefox'], session)},browser_version=1${session}`,
    `os=${pick(['Mac\\ OS', 'Windows'], session)},os_version=1${session % 3},device=PC,screen_size=800*600`,
    `network_type=4g,time_zone=UTC,is_signin=T,view_id=v${session}-${view},view_name=Page\\ ${view}`,
    `view_url=https://shop.example/p/${view}?s\\=${session},view_host=shop.example,view_path=/p/${view}`,
    `view_path_group=/p/?,view_referrer=https://search.example/`,
    ...(session % 4 === 0
      ? []
      : [`userid=u${session},user_name=User\\ ${session},user_email=u${session}@x.example`]),
    ...(session % 5 === 0 ? ['country=DE,province=Berlin,city=Berlin'] : []),
  ].join(',')
}

/** Tags, fields and offset in ms of two updates of a view. */
function toViews(session, view) {
  return [1, 2].map((update) => [
    'view',
    `,view_loading_type=${view === 0 ? 'initial_load' : 'route_change'}`,
    `view_update=${update},time_spent=${update * 9_000_000_000},is_active=${update === 1},loading_time=${(session + 1) * 1e8},largest_contentful_paint=${(session + 1) * 3e8},first_contentful_paint=${(session + 1) * 2e8},interaction_to_next_paint=${session * 3e7},first_byte=${session * 1e8},cumulative_layout_shift=0.${session},view_error_count=${session % 3},custom_timings="{}",session_sid="${'0'.repeat(30)}${session + 10}",session_status="${pick(['ok', 'exited', 'crashed'], session)}",session_errors=${session % 3},session_duration=60000000000,session_seq=${view * 2 + update}`,
    0,
  ])
}

function toResources(session) {
  return Array.from({ length: 10 }, (_, index) => {
    const status = pick([200, 204, 404, 500], index + session)
    return [
      'resource',
      `,resource_id=r${index},resource_status=${status},resource_status_group=${String(status)[0]}xx,resource_method=${pick(['GET', 'POST'], index)},trace_id=t${session},span_id=sp${index}`,
      `duration=${(index + 1) * 7_000_000},resource_size=${index * 1000},resource_url="https://api.example/v1/${index}?long=${'x'.repeat(index * 400)}",resource_url_host="api.example",resource_url_path_group="/v1/?",resource_type="${pick(['fetch', 'xhr', 'js'], index)}",resource_ttfb=${index}.5,resource_dns_time="{\\"start\\":1}"`,
      100 + index,
    ]
  })
}

function toErrors(session) {
  return [0, 1, 2].map((index) => [
    'error',
    `,error_id=er${index},error_source=${pick(['source', 'console'], index)},error_type=${pick(['TypeError', 'Error'], session)},error_handling=${pick(['handled', 'unhandled', 'handled'], index + session)}`,
    `error_message="boom ${session} ${'long '.repeat(index * 300)}",error_stack="TypeError: boom\\n  at f${index} @ https://shop.example/a.js:1:2",action_id="a1"`,
    2000 + index,
  ])
}

function toActions() {
  return [0, 1, 2].flatMap((index) => [
    [
      'action',
      `,action_type=${pick(['click', 'custom'], index)}`,
      `action_id="a${index}",action_name="Buy ${index}",duration=${index * 5_000_000},action_error_count=${index},action_frustration_types="${index === 2 ? '[\\"rage_click\\"]' : '[]'}"`,
      3000 + index,
    ],
    [
      'long_task',
      `,long_task_id=l${index}`,
      `duration=${60_000_000 + index},blocking_duration=${index}`,
      4000 + index,
    ],
  ])
}

function toSession(session) {
  const begin = START + session * 600_000
  const events = [0, 1, 2].flatMap((view) =>
    [...toViews(session, view), ...toResources(session), ...toErrors(session), ...toActions()].map(
      (event) => [view, ...event],
    ),
  )
  return events.map(([view, measurement, tags, fields, offset], number) => {
    const own = `event_id="e${session}-${number}",session_started=${begin},plan="${pick(['pro', 'free'], session)}",size=${number},view_in_foreground=${session % 2 === 0},display="{\\"viewport\\":{}}"`
    return `${measurement},${toCommonTags(session, view)}${tags} ${own},${fields} ${begin + view * 20_000 + offset}`
  })
}

/** 20 sessions with 3 views each, and events of every type; one body for `/v1/write/rum?precision=ms`. */
export function makeLines() {
  return Array.from({ length: 20 }, (_, session) => toSession(session)).flat()
}

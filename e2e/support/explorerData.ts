/** Sessions as lines of the intake: what an explorer scenario looks for, without a browser that makes them. */
export interface MadeSession {
  id: string
  browser: string
  /** Minutes ago. */
  ago: number
  user?: string
  plan?: string
  errors?: number
  isCrashed?: boolean
  resourceStatus?: number
}

const MINUTE = 60_000

const escapeTag = (text: string): string => text.replace(/[ ,=]/g, '\\$&')

function toLines(appId: string, session: MadeSession): string[] {
  const { id, browser, ago, user, plan, errors = 0, isCrashed = false, resourceStatus } = session
  const at = Date.now() - ago * MINUTE
  const tags = [
    `app_id=${appId},session_id=${id},session_type=user,env=prod,version=1.0,browser=${browser}`,
    `view_id=${id}-v,view_path=/pay,view_path_group=/pay,view_url=https://shop.example/pay`,
    ...(user === undefined ? [] : [`userid=u-${id},user_name=${escapeTag(user)}`]),
  ].join(',')
  const custom = plan === undefined ? '' : `,plan="${plan}"`
  const handling = isCrashed ? 'unhandled' : 'handled'
  return [
    `view,${tags} time_spent=60000000000i,largest_contentful_paint=1200000000i,event_id="${id}-1"${custom} ${at}`,
    `action,${tags},action_type=click action_name="Pay now",duration=90000000i,event_id="${id}-2" ${at + 1000}`,
    ...Array.from(
      { length: errors },
      (_, index) =>
        `error,${tags},error_type=TypeError,error_source=source,error_handling=${handling} error_message="total is undefined",error_stack="TypeError: total is undefined\n at pay (app.js:1:2)",event_id="${id}-e${index}" ${at + 2000 + index}`,
    ),
    ...(resourceStatus === undefined
      ? []
      : [
          `resource,${tags},resource_type=fetch,resource_status=${resourceStatus},resource_method=POST,resource_url_host=api.example,resource_url_path=/pay,resource_url_path_group=/pay resource_url="https://api.example/pay",duration=300000000i,event_id="${id}-r" ${at + 3000}`,
        ]),
    `long_task,${tags} duration=80000000i,event_id="${id}-l" ${at + 4000}`,
  ]
}

/** Sends sessions through the intake of a collector. */
export async function sendSessions(
  collectorUrl: string,
  appId: string,
  sessions: readonly MadeSession[],
): Promise<void> {
  const body = sessions.flatMap((session) => toLines(appId, session)).join('\n')
  const url = `${collectorUrl}/v1/write/rum?precision=ms`
  const response = await fetch(url, { method: 'POST', body })
  if (!response.ok) {
    throw new Error(`the intake answered ${response.status}: ${await response.text()}`)
  }
}

/** One session of a test, as a line of the intake for each of its events. */
export interface MadeSession {
  id: string
  /** Those of its pages, in order. */
  versions: readonly string[]
  env: string
  user: string
  /** Its health records in order; a manual session that was started again under its id has several. */
  records: readonly { status: string; errors: number }[]
  views: number
  seconds: number
  /** A letter for each error: the same letter is the same fault, and a capital is not handled. */
  errors: string
  start: number
}

/** A final status outranks every earlier update. */
const FINAL = 1e13

export function toLines(appId: string, session: MadeSession): string[] {
  const { id, versions, env, user, records, views, seconds, errors, start } = session
  const tags = (version: string): string =>
    `app_id=${appId},session_id=${id},env=${env}${version && `,version=${version}`}${user && `,userid=${user}`}`
  const first = versions[0] ?? ''
  const lines = [
    `action,${tags(first)},view_id=${id}-0 action_name="Open",event_id="${id}-a" ${start}`,
    ...[...errors].map((letter, index) => {
      const handling = letter === letter.toUpperCase() ? 'unhandled' : 'handled'
      const text = `${letter}${letter} is undefined`
      return `error,${tags(first)},view_id=${id}-0,error_type=TypeError,error_handling=${handling} error_message="${text}",error_stack="TypeError: ${text}\n at fault${letter} (app.js:1:2)",event_id="${id}-e${index}" ${start + 1}`
    }),
  ]
  for (let view = 0; view < views; view++) {
    const version = versions[view] ?? versions.at(-1) ?? ''
    const isLast = view === views - 1
    const spent = isLast ? `${seconds}000000000` : '1000000'
    const fields = `view_url="https://shop.example/",time_spent=${spent}`
    const toHealth = ({ status, errors: count }: MadeSession['records'][number], index: number) =>
      `,session_sid="${id}-${index}",session_seq=${FINAL + index},session_status="${status}",session_errors=${count},session_duration=${spent},session_started=${start}${user && `,session_did="${user}"`}`
    const updates = isLast && records.length > 0 ? records.map(toHealth) : ['']
    lines.push(
      ...updates.map(
        (health, index) =>
          `view,${tags(version)},view_id=${id}-${view} ${fields},view_update=${index + 1}${health},event_id="${id}-v${view}-${index}" ${start}`,
      ),
    )
  }
  return lines
}

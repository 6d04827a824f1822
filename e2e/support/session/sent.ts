import type { Point } from '../../../protocol/point.ts'
import type { Intake } from '../intake.ts'
import { expect } from '../test.ts'

/** Returns the session id of each received action, by the action's name; `none` for an action without one. */
export function idsOfActions(intake: Intake): Record<string, string> {
  return Object.fromEntries(
    intake
      .points('action')
      .map(({ fields, tags }) => [String(fields['action_name']), tags['session_id'] ?? 'none']),
  )
}

/** Waits until exactly these actions have arrived, with these ids. */
export async function expectActions(
  intake: Intake,
  ids: Readonly<Record<string, unknown>>,
): Promise<void> {
  const expected = Object.fromEntries(
    Object.entries(ids).map(([name, id]) => [name, String(id ?? 'none')]),
  )
  await expect.poll(() => idsOfActions(intake)).toEqual(expected)
}

/** One update of a session's health. */
export interface HealthUpdate {
  readonly sid: string
  readonly status: string
  readonly errors: number
  readonly init: boolean
  readonly seq: number
  /** Seconds. */
  readonly duration: number
  readonly did: string | undefined
  readonly point: Point
}

/**
 * Returns the received health updates of one or all sessions, in the order in which they were made, because one
 * request may overtake another.
 */
export function healthOf(intake: Intake, sid?: unknown): HealthUpdate[] {
  return intake
    .points('view')
    .filter(
      ({ fields }) =>
        'session_sid' in fields && (sid === undefined || fields['session_sid'] === sid),
    )
    .map((point) => toUpdate(point))
    .sort((a, b) => a.seq - b.seq)
}

function toUpdate(point: Point): HealthUpdate {
  const { fields } = point
  return {
    sid: String(fields['session_sid']),
    status: String(fields['session_status']),
    errors: Number(fields['session_errors']),
    init: fields['session_init'] === true,
    seq: Number(fields['session_seq']),
    duration: Number(fields['session_duration']) / 1e9,
    did: fields['session_did'] as string | undefined,
    point,
  }
}

/** Returns the statuses of a session, in the order in which its updates were made. */
export function statusesOf(intake: Intake, sid: unknown): string[] {
  return healthOf(intake, sid).map(({ status }) => status)
}

/** Checks the invariants of all sent points, whatever happened on the pages. */
export function expectSound(intake: Intake): void {
  const idsOfView = new Map<string, Set<string>>()
  for (const { tags } of intake.points()) {
    const view = tags['view_id'] ?? ''
    idsOfView.set(view, (idsOfView.get(view) ?? new Set()).add(tags['session_id'] ?? 'none'))
  }
  const spanning = [...idsOfView].filter(([, ids]) => ids.size > 1)
  expect(spanning, 'no view spans two ids').toEqual([])

  for (const sid of new Set(healthOf(intake).map((update) => update.sid))) {
    const updates = healthOf(intake, sid)
    const final = updates.filter(({ status }) => status !== 'ok')
    expect(final.length, `${sid}: a final status is sent once`).toBeLessThanOrEqual(1)
    const seqs = updates.map(({ seq }) => seq)
    expect(new Set(seqs).size, `${sid}: every update has a different number`).toBe(seqs.length)
    expect(
      updates.every(({ duration }) => duration >= 0),
      `${sid}: durations`,
    ).toBe(true)
  }
}

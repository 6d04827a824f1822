import assert from 'node:assert/strict'
import test from 'node:test'
import type { Dashboard } from './dashboard.ts'
import { toDashboard, toWidget } from './dashboards.testkit.ts'
import type { DashboardInput, DashboardState, DashboardStep } from './nextDashboard.ts'
import { hasChanges, nextDashboard, toDashboardState } from './nextDashboard.ts'

const { id: _id, place: _place, ...parts } = toWidget()
const NEW = { ...parts, title: 'New', size: { w: 6, h: 2 } }

function run(start: DashboardState, ...inputs: readonly DashboardInput[]): DashboardStep {
  return inputs.reduce<DashboardStep>(({ state }, input) => nextDashboard(state, input), {
    state: start,
    commands: [],
  })
}

const editing = (change: Partial<Dashboard> = {}): DashboardState =>
  run(toDashboardState(toDashboard(change)), { kind: 'edit', canWrite: true }).state

const CASES: readonly (readonly [
  fact: string,
  inputs: readonly DashboardInput[],
  expected: Partial<Dashboard>,
])[] = [
  ['a name is changed', [{ kind: 'rename', name: 'Ours' }], { name: 'Ours' }],
  [
    'a widget is changed in place',
    [{ kind: 'change', id: 'w1', change: { title: 'People', measures: ['users'] } }],
    { widgets: [toWidget({ title: 'People', measures: ['users'] })] },
  ],
  [
    'a new widget takes the next id and the first room',
    [{ kind: 'add', widget: NEW }],
    {
      widgets: [
        toWidget(),
        toWidget({ id: 'w2', title: 'New', place: { x: 4, y: 0, w: 6, h: 2 } }),
      ],
    },
  ],
  [
    'a copy of a widget stands where there is room',
    [{ kind: 'copyWidget', id: 'w1' }],
    { widgets: [toWidget(), toWidget({ id: 'w2', place: { x: 4, y: 0, w: 4, h: 2 } })] },
  ],
  [
    'a widget moves within the grid',
    [{ kind: 'place', id: 'w1', place: { x: 11, y: 3, w: 4, h: 3 } }],
    { widgets: [toWidget({ place: { x: 8, y: 0, w: 4, h: 3 } })] },
  ],
  ['a widget is removed', [{ kind: 'remove', id: 'w1' }], { widgets: [] }],
  [
    'undo brings a removed widget back to its place, under its id',
    [{ kind: 'add', widget: NEW }, { kind: 'remove', id: 'w1' }, { kind: 'undo' }],
    {
      widgets: [
        toWidget({ id: 'w2', title: 'New', place: { x: 4, y: 0, w: 6, h: 2 } }),
        toWidget(),
      ],
    },
  ],
  [
    'the id of a removed widget is not given away',
    [
      { kind: 'remove', id: 'w1' },
      { kind: 'add', widget: NEW },
    ],
    { widgets: [toWidget({ id: 'w2', title: 'New', place: { x: 0, y: 0, w: 6, h: 2 } })] },
  ],
  ['undo without a removed widget changes nothing', [{ kind: 'undo' }], {}],
  [
    'a field is bound once',
    [
      { kind: 'bind', binding: { key: 'version', value: '2.*' } },
      { kind: 'bind', binding: { key: 'version', value: '2.*' } },
      { kind: 'bind', binding: { key: 'env', value: '' } },
    ],
    { bindings: [{ key: 'version', value: '2.*' }] },
  ],
  [
    'a binding is taken away',
    [
      { kind: 'bind', binding: { key: 'version', value: '2.*' } },
      { kind: 'unbind', binding: { key: 'version', value: '2.*' } },
    ],
    { bindings: [] },
  ],
  [
    'variables are set',
    [{ kind: 'setVariables', variables: [{ name: 'env', key: 'env', value: '' }] }],
    { variables: [{ name: 'env', key: 'env', value: '' }] },
  ],
  [
    'what is discarded is as it was stored',
    [{ kind: 'remove', id: 'w1' }, { kind: 'discard' }],
    {},
  ],
]

for (const [fact, inputs, expected] of CASES) {
  test(fact, () => assert.deepEqual(run(editing(), ...inputs).state.shown, toDashboard(expected)))
}

test('nothing changes a dashboard that is not being edited', () => {
  const built = toDashboardState(toDashboard({ isBuiltIn: true }))
  const seen = toDashboardState(toDashboard())
  for (const [state, canWrite] of [
    [built, true],
    [seen, false],
  ] as const) {
    const step = run(
      state,
      { kind: 'edit', canWrite },
      { kind: 'remove', id: 'w1' },
      { kind: 'save' },
    )
    assert.deepEqual(step.state, state)
    assert.deepEqual(step.commands, [])
  }
})

test('storing sends what is shown, once, and ends the edit', () => {
  const changed = run(editing(), { kind: 'rename', name: 'Ours' })
  assert.ok(hasChanges(changed.state))
  const saving = run(changed.state, { kind: 'save' })
  assert.deepEqual(saving.commands, [{ kind: 'store', dashboard: toDashboard({ name: 'Ours' }) }])
  assert.deepEqual(run(saving.state, { kind: 'save' }).commands, [])
  // As it is read again: with its keys in another order.
  const { widgets, ...rest } = toDashboard({ name: 'Ours' })
  const dashboard = {
    widgets: widgets.map(({ id, ...parts }) => ({ ...parts, id })),
    ...rest,
  }
  const saved = run(saving.state, { kind: 'saved', dashboard })
  assert.deepEqual(saved.state, toDashboardState(dashboard))
})

test('a change while the collector stores stays unsaved', () => {
  const saving = run(editing(), { kind: 'rename', name: 'Ours' }, { kind: 'save' })
  const sent = toDashboard({ name: 'Ours' })
  const after = run(
    saving.state,
    { kind: 'rename', name: 'Theirs' },
    { kind: 'saved', dashboard: sent },
  )
  assert.equal(after.state.isEditing, true)
  assert.ok(hasChanges(after.state))
})

test('a failure is shown and loses nothing', () => {
  const failed = run(
    editing(),
    { kind: 'rename', name: 'Ours' },
    { kind: 'save' },
    { kind: 'saveFailed', problem: 'No room.' },
  )
  assert.equal(failed.state.problem, 'No room.')
  assert.equal(failed.state.shown.name, 'Ours')
  assert.equal(run(failed.state, { kind: 'save' }).commands.length, 1)
})

test('a dashboard without a name is not stored', () => {
  assert.deepEqual(run(editing(), { kind: 'rename', name: ' ' }, { kind: 'save' }).commands, [])
})

test('each change of the grid is told', () => {
  const told = (input: DashboardInput): unknown =>
    run(editing(), input).commands.map(
      (one) => one.kind === 'announce' && [one.what, one.widget.id],
    )
  assert.deepEqual(told({ kind: 'add', widget: NEW }), [['added', 'w2']])
  assert.deepEqual(told({ kind: 'remove', id: 'w1' }), [['removed', 'w1']])
  assert.deepEqual(told({ kind: 'place', id: 'w1', place: { x: 1, y: 0, w: 4, h: 2 } }), [
    ['placed', 'w1'],
  ])
})

import { readFileSync } from 'node:fs'

/**
 * Property names of the SDK's own that the build shortens (together 190 bytes of brotli). Only names of this
 * list are touched, and only such as nobody outside can see: the build stops if one is also a name of the wire
 * or of the public API. Add a name when it stands in several files; never one that the DOM has.
 */
const NAMES = [
  'acrossSubdomains',
  'addEarlyError',
  'adopt',
  'assembled',
  'attach',
  'batch',
  'changes',
  'clock',
  'collect',
  'comeBack',
  'contexts',
  'counts',
  'createEventId',
  'defaults',
  'disown',
  'dispatch',
  'ended',
  'endedAt',
  'erase',
  'expire',
  'fail',
  'findKilled',
  'findUnsafe',
  'followUser',
  'globalContext',
  'gone',
  'hold',
  'intakeUrl',
  'isCorrection',
  'isDue',
  'isEnded',
  'isFull',
  'isGranted',
  'isHeld',
  'isIntakeUrl',
  'isManual',
  'isOutright',
  'isPausing',
  'isResumed',
  'isSafe',
  'isSampled',
  'isSending',
  'isSent',
  'isTraced',
  'judge',
  'loadingType',
  'manualId',
  'maxAge',
  'maxBytes',
  'maxDuration',
  'mayTry',
  'mirror',
  'notify',
  'onRouteChange',
  'onUser',
  'outbox',
  'outboxStorage',
  'pack',
  'passed',
  'pathGroup',
  'peek',
  'provide',
  'providers',
  'rawEvents',
  'resumedAt',
  'rules',
  'saveNow',
  'saveSoon',
  'sdkName',
  'sdkVersion',
  'sender',
  'sessionRules',
  'settle',
  'settled',
  'startedAt',
  'storage',
  'succeed',
  'takeOver',
  'takeUpdate',
  'tracingRules',
  'updates',
  'userHash',
  'visibleTime',
  'wake',
  'wall',
]

const VISIBLE = [
  'protocol/measurements.ts',
  'bundle/src/boot/publicTypes.ts',
  'bundle/src/session/session.ts',
  'bundle/src/events/tracing/tracing.ts',
]

/** A pattern of the names, for terser's `mangle.properties.regex`. */
export function mangledNames() {
  const visible = new Set(VISIBLE.flatMap((file) => readFileSync(file, 'utf8').match(/\w+/g)))
  const clash = NAMES.filter((name) => visible.has(name))
  if (clash.length > 0) {
    throw new Error(`scripts/mangledNames.mjs: these names can be seen from outside: ${clash}`)
  }
  return new RegExp(`^(${NAMES.join('|')})$`)
}

import type { Entry } from './entry.ts'
import { hasNoEffect, isAbsent, works } from './entry.ts'

/** Calls of `DATAFLUX_RUM` and `datafluxRum`. */
export const CALLS: readonly Entry[] = [
  works('init', 'compat'),
  works('onReady', 'loader', 'runs at once if the SDK is there'),
  works('getInitConfiguration', 'contexts'),
  works('getInternalContext', 'contexts'),
  works('setUser', 'compat'),
  works('getUser', 'compat'),
  works('setUserProperty', 'contexts'),
  works('removeUserProperty', 'contexts'),
  works('clearUser', 'sampling'),
  works('removeUser', 'contexts', 'the older name of `clearUser`'),
  works('setGlobalContext', 'compat'),
  works('getGlobalContext', 'compat'),
  works('setGlobalContextProperty', 'compat'),
  works('removeGlobalContextProperty', 'compat'),
  works('clearGlobalContext', 'compat'),
  works('addRumGlobalContext', 'compat', 'the older name of `setGlobalContextProperty`'),
  works('removeRumGlobalContext', 'compat', 'the older name of `removeGlobalContextProperty`'),
  works('setRumGlobalContext', 'compat', 'the older name of `setGlobalContext`'),
  works('getRumGlobalContext', 'compat', 'the older name of `getGlobalContext`'),
  works('addAction', 'compat'),
  works('addError', 'compat'),
  works('addTiming', 'views'),
  works('startView', 'views'),
  works('setViewName', 'views'),
  works('setViewContext', 'views'),
  works('addFeatureFlagEvaluation', 'contexts'),
  works('addDebugSession', 'debug'),
  works('getDebugSession', 'debug'),
  works('clearDebugSession', 'debug'),
  works('stopSession', 'sessionCalls'),
  works('setTrackingConsent', 'consent'),
  hasNoEffect('startSessionReplayRecording', 'There is no session replay.'),
  hasNoEffect('stopSessionReplayRecording', 'There is no session replay.'),
  isAbsent(
    'getSessionReplayLink',
    'There is no session replay. Link to the session: `/sessions/<id>?app_id=<applicationId>` of the explorer, with the id that `getSessionId()` returns.',
  ),
]

/** Attributes and classes of elements, and objects that an app puts into its web view. */
export const ATTRIBUTES: readonly Entry[] = [
  works('data-guance-action-name', 'actionName'),
  works('data-gc-privacy', 'privacy', '`mask`, `hidden`, `allow`, `mask-user-input`'),
  works('gc-privacy-mask', 'actionName', 'and the classes of the other three levels'),
  works(
    'FTWebViewJavascriptBridge',
    'bridge',
    'an object of the app: events of the hosts that it allows go through it, see [install](install.md#hybrid-apps)',
  ),
]

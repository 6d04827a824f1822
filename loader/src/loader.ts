/**
 * The stub that a page pastes into its head. It answers every call by any name at once, keeps it until the
 * bundle is there, and sees the errors that happen until then. What the bundle makes of the queue is in
 * `bundle/src/boot/loaderQueue.ts`.
 *
 * ES5 as written (`var`, `function`): no compiler lowers the rest well enough for the budget of 1,000 bytes
 * (`npm run size`).
 */

/** `[method, arguments, ms since the page's start, URL]`; method 0: an error event. */
type QueuedCall = [string | 0, ArrayLike<unknown>, number, string]

type Method = (...args: unknown[]) => unknown

interface Stub {
  readonly q: QueuedCall[]
  /** The listener for early errors: the bundle removes it. */
  readonly e: (event: Event) => void
  [method: string]: unknown
}

interface ScriptUrlPolicy {
  createScriptURL(url: string): string
}

export type Host = Window & {
  readonly Element: typeof Element
  readonly Proxy: typeof Proxy | undefined
  readonly trustedTypes: {
    createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy
  }
}

/**
 * @param name - of the global
 * @param urls - of the bundle: the first, then those to try when it fails
 * @param integrity - of the bundle; empty: not checked
 */
export function load(host: Host, name: string, urls: string[], integrity: string): void {
  var page = host.document
  var globals = host as unknown as Record<string, unknown>
  var pasted = page.currentScript
  var limit = 999
  var policy: ScriptUrlPolicy = {
    createScriptURL: function (url) {
      return url
    },
  }
  var stub: Stub = {
    q: [],
    e: function (event) {
      push(0, [event])
    },
  }

  function push(method: string | 0, args: ArrayLike<unknown>): void {
    if (stub.q.length < limit) {
      stub.q.push([method, args, performance.now(), page.location.href])
    }
  }

  function toMethod(key: string): Method {
    function method(): unknown {
      var own = stub[key] as Method | undefined
      // biome-ignore lint/complexity/noArguments: ES5; the arguments object is what the queue keeps
      var args = arguments as unknown as unknown[]
      // A reference that the page took early goes on to the bundle's own once that is there.
      return own && own !== method ? own.apply(stub, args) : push(key, args)
    }
    return method
  }

  function next(): void {
    var script = page.createElement('script')
    var url = urls.shift()
    // The file may arrive and yet be no bundle: an HTML page, or another script.
    script.onload = script.onerror = function () {
      if (globals[name] === answering) {
        next()
      }
    }
    if (!url) {
      // Every address failed: keep nothing more, of what was kept as of what may come.
      limit = stub.q.length = 0
      return
    }
    script.async = true
    script.crossOrigin = 'anonymous'
    if (integrity) {
      script.integrity = integrity
    }
    script.nonce = (pasted && pasted.nonce) || ''
    script.src = policy.createScriptURL(url)
    page.head.appendChild(script)
  }

  var found = globals[name]
  // A second paste does nothing, nor does one after the bundle. An element of the page that has the global's
  // name as its id is neither. (`instanceof`, because a stub answers every property.)
  if (found && !(found instanceof host.Element)) {
    return
  }
  stub['onReady'] = toMethod('onReady')
  var answering: unknown = host.Proxy
    ? new host.Proxy(stub, {
        get: function (target, key) {
          // `then` would make `await DATAFLUX_RUM` wait for ever; symbols are the engine's own questions.
          return key in target || key === 'then' || typeof key !== 'string'
            ? target[key as string]
            : toMethod(key)
        },
      })
    : stub
  globals[name] = answering
  // Captured: `error` does not bubble from an element that failed to load.
  host.addEventListener('error', stub.e, true)
  host.addEventListener('unhandledrejection', stub.e, true)
  try {
    policy = host.trustedTypes.createPolicy(name, policy)
  } catch (_) {
    // No Trusted Types here, or no policy of this name: then the page's default policy has its say.
  }
  try {
    next()
  } catch (_) {
    urls.length = 0
    next()
  }
}

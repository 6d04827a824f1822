/**
 * The stub that a page pastes into its head. It answers every call by any name at once, keeps it until the
 * bundle is there, and sees the errors that happen until then. What the bundle makes of the queue is in
 * `bundle/src/boot/loaderQueue.ts`.
 *
 * ES5 as written (`var`, `function`): no compiler lowers the rest well enough for the budget of 1,000 bytes
 * (`npm run size`). Constants named `__LIKE_THIS__` are the snippet's options: what was not asked for is not
 * in the snippet (`scripts/loaderBuild.mjs`).
 */

/** The bundle is loaded when the page is idle, or at its first error. */
declare var __LAZY__: boolean
/** The global has another name than the bundle expects. */
declare var __RENAMED__: boolean
/** Some browsers may get another file, in syntax that they know. */
declare var __LEGACY__: boolean
/** The files' hashes are given. */
declare var __INTEGRITY__: boolean
/** Names to answer without Proxy, with blanks between; empty: `onReady` alone. */
declare var __ES5_LIST__: string
/** There is more than one address to try. */
declare var __FALLBACK__: boolean
/** How long an address that is not the last may take, in ms. */
declare var __TIME_LIMIT__: number

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
  readonly Proxy: typeof Proxy | undefined
  readonly trustedTypes: {
    createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy
  }
}

/** The modern file first, then the one for browsers without modules. */
type PerFile<Value> = readonly [modern: Value, legacy?: Value]

/**
 * @param name - of the global
 * @param addresses - of each file: the first, then those to try when it fails
 * @param hashes - of each file, which the browser checks
 */
export function load(
  host: Host,
  name: string,
  addresses: PerFile<string[]>,
  hashes: PerFile<string>,
): void {
  var page = host.document
  var globals = host as unknown as Record<string, unknown>
  var pasted = page.currentScript
  var nonce = (pasted && pasted.nonce) || ''
  var found = globals[name] as Partial<Stub> | undefined
  var limit = 999
  /** The one under way. Before the first, an address that no event has. */
  var script = { src: name } as HTMLScriptElement
  var answering: unknown
  var policy: ScriptUrlPolicy = {
    createScriptURL: function (url) {
      return url
    },
  }
  var stub: Stub = {
    q: [],
    e: function (event) {
      // That the bundle's file failed, or is no script, is our affair, not an error of the page.
      if (event.target !== script && (event as ErrorEvent).filename !== script.src) {
        push(0, [event])
      }
      if (__LAZY__) {
        start()
      }
    },
  }

  function push(method: string | 0, args: ArrayLike<unknown>): void {
    if (stub.q.length < limit) {
      stub.q.push([method, args, performance.now(), location.href])
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
    script = page.createElement('script') // it is `async` unless told otherwise
    var file = __LEGACY__ && !('noModule' in script) ? 1 : 0
    var urls = addresses[file] as string[]
    var url = urls.shift()

    /** Also at `load`: the file may arrive and yet be no bundle, but an HTML page, or another script. */
    function check(): void {
      if (url && globals[name] === answering) {
        url = '' // the time limit must not count a failed address again
        next()
      }
    }

    script.onload = script.onerror = check
    if (__FALLBACK__ && urls[0]) {
      // Only while there is another to try: the last one may take as long as it takes.
      setTimeout(check, __TIME_LIMIT__)
    }
    script.crossOrigin = '' // anonymous
    script.nonce = nonce
    if (__INTEGRITY__) {
      script.integrity = hashes[file] as string
    }
    if (__RENAMED__) {
      script.setAttribute('data-global', name)
    }
    try {
      if (!url) {
        throw url
      }
      script.src = policy.createScriptURL(url)
      page.head.appendChild(script)
    } catch (_) {
      // Every address failed, or Trusted Types refuse this one and so the next: keep nothing more, of what was
      // kept as of what may come.
      limit = stub.q.length = 0
    }
  }

  function start(): void {
    if (script.src === name) {
      next()
    }
  }

  function startWhenIdle(): void {
    ;(host.requestIdleCallback || setTimeout)(start)
  }

  // A second paste does nothing, nor does one after the bundle or after the classic snippet. An element of the
  // page that has the global's name as its id is none of these.
  if (found && found['onReady']) {
    return
  }
  if (__ES5_LIST__) {
    __ES5_LIST__.split(' ').forEach(function (key) {
      stub[key] = toMethod(key)
    })
  } else {
    stub['onReady'] = toMethod('onReady')
  }
  globals[name] = answering = host.Proxy
    ? new host.Proxy(stub, {
        get: function (target, key) {
          // `then` would make `await DATAFLUX_RUM` wait for ever; symbols are the engine's own questions.
          return key in target || key === 'then' || typeof key !== 'string'
            ? target[key as string]
            : toMethod(key)
        },
      })
    : stub
  // Captured: `error` does not bubble from an element that failed to load.
  host.addEventListener('error', stub.e, true)
  host.addEventListener('unhandledrejection', stub.e, true)
  try {
    policy = host.trustedTypes.createPolicy(name, policy)
  } catch (_) {
    // No Trusted Types here, or no policy of this name: then the page's default policy has its say.
  }
  if (!__LAZY__) {
    next()
  } else if (page.readyState === 'complete') {
    startWhenIdle()
  } else {
    // What the page itself loads comes first.
    host.addEventListener('load', startWhenIdle)
  }
}

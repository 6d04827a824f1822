/**
 * The stub that a page pastes into its head. It answers a call of any name at once, queues it until the bundle
 * has loaded, and records the errors that happen until then. `bundle/src/boot/loaderQueue.ts` replays the queue.
 *
 * The source is ES5 (`var`, `function`): no compiler lowers newer syntax well enough for the budget of 1,000 bytes
 * (`npm run size`). Constants named `__LIKE_THIS__` are the snippet's options; the build removes unused ones
 * (`scripts/loaderBuild.mjs`).
 */

/** Load the bundle when the page is idle, or at its first error. */
declare var __LAZY__: boolean
/** The global has a different name than the bundle expects. */
declare var __RENAMED__: boolean
/** Browsers without modules get a second file, in ES5 syntax. */
declare var __LEGACY__: boolean
/** The snippet contains the files' hashes. */
declare var __INTEGRITY__: boolean
/** Method names to answer without Proxy, separated by spaces; if empty, only `onReady`. */
declare var __ES5_LIST__: string
/** A file has more than one address. */
declare var __FALLBACK__: boolean
/** Time limit in ms for every address except the last. */
declare var __TIME_LIMIT__: number

/** `[method, arguments, ms since the page's start, URL]`; method 0 marks an error event. */
type QueuedCall = [string | 0, ArrayLike<unknown>, number, string]

type Method = (...args: unknown[]) => unknown

interface Stub {
  readonly q: QueuedCall[]
  /** Listener for early errors; the bundle removes it. */
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
 * Installs the stub and loads the bundle.
 *
 * @param name - name of the global
 * @param addresses - addresses of each file: the first, then the fallbacks
 * @param hashes - hash of each file, which the browser checks
 */
export function load(
  host: Host,
  name: string,
  addresses: PerFile<string[]>,
  hashes: PerFile<string>,
): void {
  var page = host.document
  // Kept at once: a page may declare a variable of this name later.
  var clock = host.performance
  var globals = host as unknown as Record<string, unknown>
  var pasted = page.currentScript
  var nonce = (pasted && pasted.nonce) || ''
  var found = globals[name] as Partial<Stub> | undefined
  var limit = 999
  /** The script that is loading. Before the first one, an object with an address that no event has. */
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
      // A failure of the bundle's own file, at load or while it runs, is not an error of the page.
      if (event.target !== script && (event as ErrorEvent).filename !== script.src) {
        push(0, [event])
      }
      if (__LAZY__) {
        start()
      }
    },
  }

  function push(method: string | 0, args: ArrayLike<unknown>): void {
    var at = 0
    try {
      at = clock.now()
    } catch (_) {
      // The page has declared such a variable before: the call loses its time and is kept.
    }
    if (stub.q.length < limit) {
      stub.q.push([method, args, at, location.href])
    }
  }

  function toMethod(key: string): Method {
    function method(): unknown {
      var own = stub[key] as Method | undefined
      // biome-ignore lint/complexity/noArguments: ES5; the arguments object is what the queue keeps
      var args = arguments as unknown as unknown[]
      // A reference that the page took early calls the bundle's own method once the bundle has loaded.
      return own && own !== method ? own.apply(stub, args) : push(key, args)
    }
    return method
  }

  function next(): void {
    script = page.createElement('script') // `async` by default
    var file = __LEGACY__ && !('noModule' in script) ? 1 : 0
    var urls = addresses[file] as string[]
    var url = urls.shift()

    /** Runs also at `load`: the file may arrive but be an HTML page or another script. */
    function check(): void {
      if (url && globals[name] === answering) {
        url = '' // the time limit must not count a failed address again
        next()
      }
    }

    script.onload = script.onerror = check
    if (__FALLBACK__ && urls[0]) {
      // Only while another address is left: the last one has no time limit.
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
      // Every address failed, or Trusted Types refuse this one and therefore the next: empty the queue and
      // keep no further calls.
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

  // A second paste has no effect, nor does one after the bundle or the classic snippet. An element whose id
  // is the global's name must not count as one of these.
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
          // A `then` method would make `await DATAFLUX_RUM` wait for ever; the engine itself looks up symbols.
          return key in target || key === 'then' || typeof key !== 'string'
            ? target[key as string]
            : toMethod(key)
        },
      })
    : stub
  // Capture phase: `error` does not bubble from an element that failed to load.
  host.addEventListener('error', stub.e, true)
  host.addEventListener('unhandledrejection', stub.e, true)
  try {
    policy = host.trustedTypes.createPolicy(name, policy)
  } catch (_) {
    // No Trusted Types, or this policy name is not allowed: the page's default policy decides.
  }
  if (!__LAZY__) {
    next()
  } else if (page.readyState === 'complete') {
    startWhenIdle()
  } else {
    // The page's own files load first.
    host.addEventListener('load', startWhenIdle)
  }
}

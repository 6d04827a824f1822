import { attempt } from '../core/attempt.ts'
import { unzoned } from './unzoned.ts'

/** As much of a window as requests need. */
export interface CleanFunctions {
  fetch(url: string, init: RequestInit): Promise<Response>
  readonly navigator: Pick<Navigator, 'sendBeacon'>
}

let frame: HTMLIFrameElement | undefined

/**
 * Takes the functions for requests that the browser has given the page, and returns them for each request; or, if the page
 * has put others in their place already, those of an empty frame, which is made when it is first needed. Where there can be
 * none (a sandboxed page), the page's functions have to do.
 */
export function takeCleanFunctions(): () => CleanFunctions {
  const fetch = unzoned(window, 'fetch')
  const { sendBeacon } = navigator
  const own: CleanFunctions = {
    fetch: (url, init) => fetch.call(window, url, init),
    navigator: { sendBeacon: (url, body) => sendBeacon.call(navigator, url, body) },
  }
  const isClean = isNative(fetch) && (!sendBeacon || isNative(sendBeacon))
  return () => (isClean ? undefined : attempt(openFrame)) ?? own
}

function openFrame(): CleanFunctions | undefined {
  // The page may have removed it: the functions of a frame end with it.
  if (!frame?.isConnected) {
    frame = document.createElement('iframe')
    frame.style.display = 'none'
    // The last in the tree, so that the numbers of the page's own frames stay.
    document.documentElement.appendChild(frame)
    // The page's policy applies in the frame, and the page is to hear of it as of its own.
    frame.contentDocument?.addEventListener('securitypolicyviolation', (event) =>
      document.dispatchEvent(new SecurityPolicyViolationEvent(event.type, event)),
    )
  }
  const found = frame.contentWindow as (Window & typeof globalThis) | null
  return found?.fetch ? found : undefined // throws where the frame has another origin
}

/**
 * Tells the browser's own function from a bound one and from a proxy, which both show no code either, by the name in it.
 * As `Function.prototype` has it: a stand-in may have a `toString` of its own.
 */
function isNative(fn: unknown): boolean {
  return /^function \w+\(\)\s*{\s*\[native code]\s*}$/.test(
    attempt(() => Function.prototype.toString.call(fn)) ?? '',
  )
}

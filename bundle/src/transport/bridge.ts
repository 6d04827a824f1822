import { guard } from '../core/guard.ts'
import { toPoint } from './jsonBody.ts'

declare global {
  /** Object that an app puts into its web view. Declared here, its names are not shortened. */
  interface WebViewBridge {
    sendEvent(message: string): void
    /** A JSON array of the hosts whose pages the app answers for. */
    getAllowedWebViewHosts(): string
  }
  interface Window {
    readonly FTWebViewJavascriptBridge?: WebViewBridge
  }
}

/** Takes a line to the app that the page is shown in. Returns `true` if the app took it. */
export type Bridge = (line: string) => true | undefined

/** Returns the way to the app around the page, if there is one that names this host or a domain that it is in. */
export function findBridge(): Bridge | undefined {
  const bridge = window.FTWebViewJavascriptBridge
  const hosts = bridge && (JSON.parse(bridge.getAllowedWebViewHosts()) as string[])
  return hosts?.some((host) => `.${location.hostname}`.endsWith(`.${host}`))
    ? guard((line) => {
        bridge?.sendEvent(`{"name":"rum","data":${toPoint(line)}}`)
        return true
      })
    : undefined
}

/** The few WebDriver commands that scenarios need. @see https://www.w3.org/TR/webdriver2/ */
export interface WebDriver {
  command<Value>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Value>
  /** Ends the session, which also ends the browser. */
  quit(): Promise<void>
}

const ANSWER_WITHIN_MS = 10_000

export async function startSession(driverUrl: string, capabilities: object): Promise<WebDriver> {
  async function send<Value>(method: string, path: string, body?: object): Promise<Value> {
    const response = await fetch(driverUrl + path, {
      method,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...(body && { body: JSON.stringify(body) }),
    })
    const { value } = (await response.json()) as { value: Value & { message?: string } }
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${value.message}`)
    }
    return value
  }

  const { sessionId } = await send<{ sessionId: string }>('POST', '/session', {
    capabilities: { alwaysMatch: capabilities },
  })
  return {
    command: (method, path, body) => send(method, `/session/${sessionId}${path}`, body),
    quit: () => send('DELETE', `/session/${sessionId}`),
  }
}

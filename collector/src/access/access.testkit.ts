import type { TestCollector } from '../app/collector.testkit.ts'

export const SECRET = 'correct horse battery staple'

type Headers = Record<string, string>

export interface Answer {
  status: number
  headers: Record<string, string | string[] | number | undefined>
  body: string
}

/** Sends what a program or a browser asks of the collector, without a socket. */
export interface Client {
  get(url: string): Promise<Answer>
  send(method: 'POST' | 'PATCH' | 'DELETE' | 'PUT', url: string, body?: unknown): Promise<Answer>
}

export function createClient({ server }: Pick<TestCollector, 'server'>, headers: Headers): Client {
  async function ask(method: string, url: string, body?: unknown): Promise<Answer> {
    const response = await server.inject({
      method: method as 'GET',
      url,
      headers,
      ...(body !== undefined && { payload: body as object }),
    })
    return { status: response.statusCode, headers: response.headers, body: response.body }
  }
  return { get: (url) => ask('GET', url), send: ask }
}

export function withToken(collector: TestCollector, token: string): Client {
  return createClient(collector, { authorization: `Bearer ${token}` })
}

/** Makes an API token as an administrator does. */
export async function createToken(
  collector: TestCollector,
  grant: { role: string; applications: 'all' | string[]; name?: string },
  secret = SECRET,
): Promise<string> {
  const answer = await withToken(collector, secret).send('POST', '/api/tokens', {
    name: 'test',
    ...grant,
  })
  if (answer.status !== 201) {
    throw new Error(answer.body)
  }
  return JSON.parse(answer.body).token
}

/** A browser's part: keeps the cookie and says where its page is from. */
export async function signIn(
  collector: TestCollector,
  name: string,
  password: string,
): Promise<{ answer: Answer; cookie: string; browser: Client }> {
  const origin = { origin: 'http://localhost', host: 'localhost' }
  const answer = await createClient(collector, origin).send('POST', '/api/sign-in', {
    name,
    password,
  })
  const cookie = String(answer.headers['set-cookie'] ?? '')
  return {
    answer,
    cookie,
    browser: createClient(collector, { ...origin, cookie: cookie.split(';')[0] ?? '' }),
  }
}

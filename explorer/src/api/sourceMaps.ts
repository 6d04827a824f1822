import type { SourceMapList, SourceMapUpload } from '../../../protocol/sourceMaps.ts'
import { getJson, send, toRefusal, toSearch } from './request.ts'

export interface MapRelease {
  app_id: string
  env: string
  version: string
}

const PATH = '/v1/sourcemap'

export const fetchSourceMaps = (abort: AbortSignal): Promise<SourceMapList> =>
  getJson(PATH, { params: {}, abort })

export const deleteSourceMaps = ({ app_id, env, version }: MapRelease): Promise<Response> =>
  send('DELETE', `${PATH}${toSearch({ app_id, env, version })}`)

/**
 * Uploads the zip of a release, and calls back with the share that was sent. `fetch` cannot say that.
 * Throws a `ProblemError` on failure.
 */
export function uploadSourceMaps(
  { app_id, env, version }: MapRelease,
  zip: Blob,
  onProgress: (share: number) => void,
): Promise<SourceMapUpload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', `${PATH}${toSearch({ app_id, env, version })}`)
    request.setRequestHeader('content-type', 'application/zip')
    request.setRequestHeader('accept', 'application/json')
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    // Through `Response`, so that a refusal is described like any other.
    request.onload = () => {
      const { status, response } = request
      const answer = new Response(String(response), { status })
      if (answer.ok) {
        answer.json().then(resolve, reject)
      } else {
        void toRefusal(answer).then(reject)
      }
    }
    request.onerror = () => void toRefusal(undefined).then(reject)
    request.send(zip)
  })
}

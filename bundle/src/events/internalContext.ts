import type { Timestamp } from '../core/time.ts'
import type { Provider } from './assembly.ts'
import type { Context, Contribution } from './rawEvent.ts'

/** Ids that another tool of the page adds to its own events, so that they are found beside ours. */
export interface InternalContext {
  readonly application: { readonly id: string }
  readonly session: { readonly id: string | number | undefined }
  /** The click that the page is busy with. */
  readonly userAction: { readonly id: string } | undefined
  readonly view: Context
}

type Merged = Required<Contribution>

/** Says it of a moment, by what the providers of an event would say of that. */
export function createInternalContext(
  applicationId: string,
  findSession: (at: Timestamp) => { readonly id?: string | number | undefined } | undefined,
  providers: readonly Provider[],
): (at: Timestamp) => InternalContext {
  return (at) => {
    const parts = providers.map((provide) => provide(at, 'view') as Contribution | undefined)
    const tags: Merged['tags'] = Object.assign({}, ...parts.map((part) => part?.tags))
    const fields: Merged['fields'] = Object.assign({}, ...parts.map((part) => part?.fields))
    return {
      application: { id: applicationId },
      session: { id: findSession(at)?.id },
      userAction: fields.action_id ? { id: fields.action_id } : undefined,
      view: {
        id: tags.view_id,
        name: tags.view_name,
        url: tags.view_url,
        referrer: tags.view_referrer,
        host: tags.view_host,
        path: tags.view_path,
        pathGroup: tags.view_path_group,
        urlQuery: JSON.parse(fields.view_url_query ?? '{}'),
      },
    }
  }
}

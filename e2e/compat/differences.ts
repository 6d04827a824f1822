import type { Entry } from './entry.ts'
import { differs } from './entry.ts'

/** Defaults and meanings that are not those of the public documentation, each with the reason. */
export const DIFFERENCES: readonly Entry[] = [
  differs(
    'service',
    'No default (documented: `browser`). An event whose service nobody named says so: a made-up service would join the sessions of all applications that name none. Give `service`.',
  ),
  differs(
    'userid',
    'None for an unknown visitor (documented: a random one). A visitor is then recognised over sessions only if the page calls `setUser`, so that nothing is stored to tell people apart.',
  ),
  differs(
    'duration',
    'Absent on a custom action (reference: 0). The page reported a moment; zeros would lower every average over actions.',
  ),
  differs(
    'network_type',
    'The kind of connection (`wifi`) where the browser knows it, which few do; otherwise the effective type (`4g`). `unreachable` while the browser is offline.',
  ),
  differs(
    'error_message',
    'Of a thrown value that is no error: its own text, or its JSON. The reference puts a text of its own before it, which splits groups of one fault.',
  ),
  differs(
    'error_source',
    '`network` for elements that fail to load. A `fetch` or XHR that fails, or is answered with 500 and above, is a resource and not an error event as well: search `resource_failure:failed` or `resource_status_group:5xx`. So one fault is not counted twice.',
  ),
  differs(
    'action_position',
    'Relative to the viewport (reference: to the element). The size of the viewport is in `display`, so that a click can be placed on the page.',
  ),
  differs(
    'resource_url_host',
    'With the port, as `URL.host`, so that two servers of one machine are not one.',
  ),
  differs(
    'first_paint_time',
    'Time since the navigation began, as browsers and Web Vitals measure it. `view_apdex_level` derives from it.',
  ),
  differs(
    'view_url_query',
    'Values of parameters that look like secrets (`token`, `email` …) are replaced before they are sent ([privacy](privacy.md)).',
  ),
  differs(
    'session_has_replay',
    'Not sent, as the other fields of replays: there is no session replay.',
  ),
  differs('page_states', 'Not sent. `view_in_foreground` and `time_spent` say what is known.'),
  differs(
    'drift',
    'Not sent by the SDK. The collector records how far a browser’s clock is ahead, by the arrival of its events.',
  ),
  differs(
    'view_loading_type',
    '`bfcache_restore` besides the documented `initial_load` and `route_change`.',
  ),
]

import { isObject } from '../core/isObject.ts'
import type { WhenCollecting } from './publicApi.ts'
import type { DatafluxRum } from './publicTypes.ts'

type ViewMethods = Pick<
  DatafluxRum,
  | 'startView'
  | 'setViewName'
  | 'setViewContext'
  | 'setViewContextProperty'
  | 'getViewContext'
  | 'addTiming'
>

/** The calls about the current view. */
export function createViewMethods(whenCollecting: WhenCollecting): ViewMethods {
  const readContext = whenCollecting(({ views }) => views.getContext())
  return {
    startView: whenCollecting(({ views }, { at, url }, view) =>
      views.startView(at, isObject(view) ? view : { name: view }, url),
    ),
    setViewName: whenCollecting(({ views }, _moment, name) => views.setName(name)),
    setViewContext: whenCollecting(({ views }, _moment, context) => views.setContext(context)),
    setViewContextProperty: whenCollecting(({ views }, _moment, key, value) =>
      views.setContextProperty(key, value),
    ),
    getViewContext: () => readContext() ?? {},
    addTiming: whenCollecting(({ views }, moment, name, time) =>
      views.addTiming(moment, name, time),
    ),
  }
}

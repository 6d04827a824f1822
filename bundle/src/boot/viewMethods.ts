import { isObject } from '../core/isObject.ts'
import type { CallMoment } from '../events/callMoment.ts'
import type { ViewCollection } from '../events/view/viewCollection.ts'
import type { WhenStarted } from './publicApi.ts'
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
export function createViewMethods(whenStarted: WhenStarted): ViewMethods {
  const call = <Args extends unknown[], Result>(
    run: (views: ViewCollection, moment: CallMoment, ...args: Args) => Result,
  ) =>
    whenStarted(({ collect }, moment, ...args: Args) =>
      collect(({ views }) => run(views, moment, ...args)),
    )
  const readContext = call((views) => views.getContext())
  return {
    startView: call((views, { at, url }, view) =>
      views.startView(at, isObject(view) ? view : { name: view }, url),
    ),
    setViewName: call((views, _moment, name) => views.setName(name)),
    setViewContext: call((views, _moment, context) => views.setContext(context)),
    setViewContextProperty: call((views, _moment, key, value) =>
      views.setContextProperty(key, value),
    ),
    getViewContext: () => readContext() ?? {},
    addTiming: call((views, moment, name, time) => views.addTiming(moment, name, time)),
  }
}

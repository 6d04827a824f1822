import { datafluxRum } from 'dataflux-rum'

export function track(name) {
  datafluxRum.addAction(name)
  return typeof datafluxRum.addAction
}

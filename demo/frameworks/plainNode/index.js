import { datafluxRum } from 'dataflux-rum'

datafluxRum.setUser({ id: 'alice' })
console.log(JSON.stringify([datafluxRum.getUser(), datafluxRum.getSessionId()]))

import { datafluxRum } from 'dataflux-rum'

datafluxRum.init({
  applicationId: 'frameworks',
  datakitOrigin: 'INTAKE_ORIGIN',
  trackUserInteractions: true,
})
window.isOneSdk = window.DATAFLUX_RUM === datafluxRum

// For the global alone, as a page does that had the script before.
import 'dataflux-rum'

window.DATAFLUX_RUM.init({
  applicationId: 'frameworks',
  datakitOrigin: 'INTAKE_ORIGIN',
  trackUserInteractions: true,
})

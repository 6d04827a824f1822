window.DATAFLUX_RUM = undefined

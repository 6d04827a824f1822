/**
 * Returns the address of the demo shop, which `npm start` runs beside the collector and names by its port in the
 * explorer's address (`?demo=8080`). `undefined` where no shop runs. Another host cannot be named.
 */
export function toDemoShop({ protocol, hostname, search }: Location | URL): string | undefined {
  const port = new URLSearchParams(search).get('demo') ?? ''
  return /^\d{1,5}$/.test(port) && Number(port) < 65_536
    ? `${protocol}//${hostname}:${port}/`
    : undefined
}

export function toApplicationPath(id: string): string {
  return `/settings/applications?app=${encodeURIComponent(id)}`
}

/** The text in zlib's format, or as it is where the browser cannot. */
export function deflate(text: string): Promise<string | ArrayBuffer> {
  return new Promise<ArrayBuffer>((resolve) => {
    const stream = new Response(text).body?.pipeThrough(new CompressionStream('deflate'))
    resolve(new Response(stream).arrayBuffer())
  }).catch(() => text)
}

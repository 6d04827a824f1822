/** The text in zlib's format, or as it is where the browser cannot. */
export async function deflate(text: string): Promise<string | ArrayBuffer> {
  try {
    const stream = new Response(text).body?.pipeThrough(new CompressionStream('deflate'))
    return await new Response(stream).arrayBuffer()
  } catch {
    return text
  }
}

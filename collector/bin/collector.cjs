#!/usr/bin/env node
// CommonJS on purpose. The store's work runs on libuv's thread pool, whose size is read when the pool starts,
// and Node starts it to read the first ES module: by then no module can set it any more.
process.env.UV_THREADPOOL_SIZE ??= '16'
import('../dist/main.js').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') {
    throw error
  }
  // A fresh clone: neither the collector nor its packages are there.
  process.stderr.write(
    `dataflux-rum collector: ${error.message.split('\n')[0]}\nIn a clone, run \`npm ci && npm run build\` first.\n`,
  )
  process.exit(1)
})

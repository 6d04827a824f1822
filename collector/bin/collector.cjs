#!/usr/bin/env node
// CommonJS on purpose. The store's work runs on libuv's thread pool, whose size is read when the pool starts,
// and Node starts it to read the first ES module: by then no module can set it any more.
process.env.UV_THREADPOOL_SIZE ??= '16'
void import('../dist/main.js')

import { defineConfig } from 'vite'

// A library leaves its dependencies to the application: two copies of the SDK on a page would be one too many.
export default defineConfig({
  build: {
    lib: { entry: 'src/index.js', formats: ['es', 'cjs'], fileName: 'library' },
    rollupOptions: { external: ['dataflux-rum'] },
  },
})

import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// WITHOUT_SDK: the same application with an empty module in the SDK's place, to measure what the SDK adds.
const alias = process.env.WITHOUT_SDK ? { './rum.js': '/src/noRum.js' } : {}

export default defineConfig({ plugins: [react()], resolve: { alias } })

import { defineConfig } from 'vite'

/** The embedded broker for Node: one file, real dependencies stay external. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    sourcemap: true,
    minify: false,
    rolldownOptions: { input: { main: 'src/main.ts' } },
  },
})

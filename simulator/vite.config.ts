import { defineConfig } from 'vite'

/** The simulator's command line for Node: our libs are bundled from source, real dependencies stay external. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    sourcemap: true,
    minify: false,
    rolldownOptions: { input: { cli: 'src/cli.ts' } },
  },
})

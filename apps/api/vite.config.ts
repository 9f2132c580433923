import { defineConfig } from 'vite'

/** The api for Node: our libs are bundled from source, real dependencies stay external. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      // The worker is an entry of its own because it is loaded by its file name, not by an import.
      input: { main: 'src/main.ts', 'duckdb-worker': 'src/store/duckdb/duckdb-worker.ts' },
    },
  },
})

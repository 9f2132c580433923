import { defineConfig } from 'vite'

/** The api for Node: our libs are bundled from source, real dependencies stay external. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      // The workers are entries of their own because they are loaded by their file names, not by an import.
      input: {
        main: 'src/main.ts',
        'duckdb-worker': 'src/store/duckdb/duckdb-worker.ts',
        'what-if-worker': 'src/what-if/what-if-worker.ts',
      },
    },
  },
})

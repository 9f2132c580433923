import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { defineConfig, type Plugin } from 'vite'

/** Fonts of printed reports: only the four files that are used, so that the package itself need not be installed to run. */
const fonts = ['latin-400', 'latin-700', 'chinese-simplified-400', 'chinese-simplified-700'].map(
  (name) => `noto-sans-sc-${name}-normal.woff`,
)
const reportFonts: Plugin = {
  name: 'report-fonts',
  generateBundle() {
    const { resolve } = createRequire(import.meta.url)
    const emit = (fileName: string, from: string) =>
      this.emitFile({ type: 'asset', fileName: `fonts/${fileName}`, source: readFileSync(from) })
    for (const font of fonts) emit(font, resolve(`@fontsource/noto-sans-sc/files/${font}`))
    emit('LICENSE', resolve('@fontsource/noto-sans-sc/LICENSE'))
  },
}

/** The api for Node: our libs are bundled from source, real dependencies stay external. */
export default defineConfig({
  plugins: [reportFonts],
  build: {
    ssr: true,
    ssrEmitAssets: true,
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

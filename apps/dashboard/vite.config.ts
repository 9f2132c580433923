import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

const api = process.env.API_URL ?? 'http://127.0.0.1:3000'
const proxy = { '/api': api, '/socket.io': { target: api, ws: true } }

export default defineConfig({
  plugins: [svelte()],
  build: { outDir: 'dist', sourcemap: true, target: 'es2022' },
  server: { port: 5173, proxy },
  preview: { port: 4173, proxy },
})

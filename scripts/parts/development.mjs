import { join } from 'node:path'
import { forgetStamps, targets, viteProgram } from './build-targets.mjs'
import { startNamed } from './named-process.mjs'
import { requirePackages, root } from './project.mjs'

/** Where the dashboard's development server listens. */
export const PAGE_PORT = 5173
const BUILT = /\bbuilt in\b/

/**
 * Starts a watching build for each named target and the dashboard's development server, adding each to `crew`. Resolves
 * when each has built once; from then on calls `onRebuilt(name)` after each build, and `onEnded(name, how)` if one ends
 * by itself.
 */
export async function startDevelopment(crew, { names, env, apiAddress, onRebuilt, onEnded }) {
  requirePackages('vite')
  forgetStamps(names)
  const start = (name, folder, args, more = {}) => {
    const child = startNamed(name, [viteProgram, ...args], { env, cwd: join(root, folder), ...more })
    child.ended.then(
      (how) => onEnded(name, how),
      () => {},
    )
    crew.push(child)
  }
  const firstBuild = (name) =>
    new Promise((resolve) => {
      let built = false
      // The old files stay while new ones are written: a program that is starting must find them.
      start(`vite ${name}`.slice(0, 9), targets[name].folder, ['build', '--watch', '--emptyOutDir', 'false'], {
        onLine: (line) => {
          if (!BUILT.test(line)) return
          if (built) onRebuilt(name)
          built = true
          resolve()
        },
      })
    })
  await Promise.all(names.map(firstBuild))
  start('page', targets.dashboard.folder, ['--host', '127.0.0.1', '--port', `${PAGE_PORT}`, '--strictPort'], {
    env: { ...env, API_URL: apiAddress },
  })
}

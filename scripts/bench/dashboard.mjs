import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDashboard, RENDERERS } from '../parts/bench-browser.mjs'
import { accepts, end, freePort, health, hostLateness, pause, round, start, until } from '../parts/bench-system.mjs'
import { root } from '../parts/project.mjs'

// npm run bench -- dashboard [--mills jimo,giant] [--renderers webgl2,2d] [--seconds 30] [--width 1920] [--height 1080] [--past 1]
// The page as it is built, in a headless Chromium, before a live mill with a seed: what a second of changes costs the page's
// thread (message, state, painting), how long a hit test takes, how often the screen is painted while the map is zoomed and moved.
// A machine without a graphics card computes WebGL on the CPU (SwiftShader): its frame times say what the code asks for, not
// what a graphics card does with it. `host` says how late timers of an idle thread are in the same seconds.
// Then any past second of the mill, on both stores, of so many hours (npm run bench -- past takes eight); 0 leaves it out.

const { values } = parseArgs({
  options: {
    mills: { type: 'string', default: 'jimo,giant' },
    renderers: { type: 'string', default: RENDERERS.join(',') },
    seconds: { type: 'string', default: '30' },
    width: { type: 'string', default: '1920' },
    height: { type: 'string', default: '1080' },
    past: { type: 'string', default: '1' },
  },
})
const seconds = Number(values.seconds)
const viewport = { width: Number(values.width), height: Number(values.height) }
const results = []
for (const mill of values.mills.split(',')) results.push(...(await ofMill(mill)))
console.table(
  results.map(({ mill, renderer, spindles, update, hit, zoom, pan, memoryMb, hostP99Ms }) => ({
    mill,
    renderer,
    spindles,
    'update p50 ms': update.p50,
    'update p99 ms': update.p99,
    'hit p99 ms': hit.p99,
    'zoom fps': zoom.fps,
    'zoom gap p50 ms': zoom.gapMs.p50,
    'zoom script p50 ms': zoom.scriptMs.p50,
    'pan fps': pan.fps,
    'pan gap p50 ms': pan.gapMs.p50,
    'pan script p50 ms': pan.scriptMs.p50,
    'browser MB': memoryMb,
    'host p99 ms': hostP99Ms,
  })),
)
const graphics = [...new Set(results.map((result) => result.graphics))]
console.log(`WebGL is computed by: ${graphics.join('; ')}`)
console.log(JSON.stringify({ bench: 'dashboard', seconds, viewport, graphics, results }))
if (Number(values.past) > 0) {
  const past = spawn(process.execPath, [join(root, 'scripts/bench/past.mjs'), values.past], { stdio: 'inherit' })
  const [code] = await once(past, 'exit')
  process.exitCode = code ?? 1
}

async function ofMill(mill) {
  const folder = mkdtempSync(join(tmpdir(), 'wanding-bench-'))
  const [PORT, MQTT_PORT] = [await freePort(), await freePort()]
  const env = {
    ...process.env,
    PORT,
    MQTT_PORT,
    HOST: '127.0.0.1',
    WANDING_DATA: folder,
    LOG_LEVEL: 'error',
    MQTT_URL: '',
    INFLUX_URL: '',
    SPEED: '1',
    SEED: '1',
    MILL: mill,
  }
  const children = [start(env, 'apps/broker/dist/main.js')]
  try {
    await until(() => accepts(MQTT_PORT), 'the broker')
    children.push(start(env, 'apps/api/dist/main.js'))
    await until(() => health(PORT), 'the api')
    children.push(start(env, 'simulator/dist/cli.js', 'live'))
    let before = 0
    const spindles = await until(
      async () => {
        const [summary] = await (await fetch(`http://127.0.0.1:${PORT}/api/mills`)).json()
        const known = summary?.spindles ?? 0
        const settled = known > 0 && known === before
        before = known
        await pause(3)
        return settled && known
      },
      `the mill ${mill}`,
      300_000,
    )
    const measured = []
    for (const renderer of values.renderers.split(',')) {
      measured.push({ mill, spindles, ...(await withRenderer(`http://127.0.0.1:${PORT}`, renderer)) })
    }
    return measured
  } finally {
    for (const child of children.reverse()) await end(child)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function withRenderer(address, renderer) {
  const page = await openDashboard(address, renderer, viewport)
  try {
    await pause(8)
    const lateness = hostLateness()
    const update = await page.updates(seconds)
    const hit = await page.hits(300)
    const zoom = await page.moving('zoom', 4000)
    const pan = await page.moving('pan', 4000)
    const late = (await lateness()).sort((a, b) => a - b)
    const { graphics, painted } = await page.about()
    return {
      renderer: painted,
      graphics,
      update,
      hit,
      zoom,
      pan,
      memoryMb: page.memoryMb(),
      hostP99Ms: round(late[Math.floor(late.length * 0.99)]),
    }
  } finally {
    await page.close()
  }
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

// The dashboard in a headless Chromium with watches on its thread: what messages, animation frames and pointer events cost.

export const RENDERERS = ['webgl2', '2d']
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const SOFTWARE_GL = ['--enable-unsafe-swiftshader', '--use-angle=swiftshader', '--ignore-gpu-blocklist']

export async function openDashboard(address, renderer, viewport) {
  const executablePath = process.env.CHROMIUM_PATH ?? PLACES.find(existsSync)
  const server = await chromium.launchServer({
    executablePath,
    args: ['--no-sandbox', '--no-first-run', ...(renderer === '2d' ? ['--disable-gpu'] : SOFTWARE_GL)],
  })
  const browser = await chromium.connect(server.wsEndpoint())
  const page = await browser.newPage({ viewport })
  await page.addInitScript(watch, renderer)
  await page.goto(`${address}/?view=map`)
  await page.locator(`[data-renderer="${renderer}"]`).waitFor({ timeout: 120_000 })
  return {
    updates: (seconds) => page.evaluate(updates, seconds),
    hits: (count) => page.evaluate(hits, count),
    moving: (how, ms) => page.evaluate(moving, { how, ms }),
    about: () =>
      page.evaluate(() => {
        const gl = document.createElement('canvas').getContext('webgl2')
        const told = gl?.getExtension('WEBGL_debug_renderer_info')
        return {
          graphics: gl ? gl.getParameter(told ? told.UNMASKED_RENDERER_WEBGL : gl.RENDERER) : 'none',
          painted: document.querySelector('[data-renderer]')?.getAttribute('data-renderer'),
        }
      }),
    memoryMb: () => Math.round(treeKb(server.process().pid) / 1024),
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}

/** In the page, before anything of it: notes what its thread spends, and lets only one renderer be chosen. */
function watch(renderer) {
  const spent = []
  globalThis.bench = { spent }
  const note = (ms) => spent.push([performance.now(), ms])

  const getContext = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (kind, options) {
    if (kind === 'webgl2' && renderer === '2d') return null
    return getContext.call(this, kind, options)
  }
  if (renderer === 'webgl2') {
    // The dashboard does not take WebGL that the CPU computes; here it shall.
    const getExtension = WebGL2RenderingContext.prototype.getExtension
    WebGL2RenderingContext.prototype.getExtension = function (name) {
      return name === 'WEBGL_debug_renderer_info' && this.canvas.isConnected ? null : getExtension.call(this, name)
    }
  }

  const animation = globalThis.requestAnimationFrame
  globalThis.requestAnimationFrame = (callback) =>
    animation((nowMs) => {
      const from = performance.now()
      callback(nowMs)
      note(performance.now() - from)
    })

  const own = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage')
  Object.defineProperty(WebSocket.prototype, 'onmessage', {
    ...own,
    set(listener) {
      own.set.call(this, async (event) => {
        const from = performance.now()
        listener.call(this, event)
        // What the message sets off runs in microtasks: decoding, state, effects.
        for (let i = 0; i < 20; i++) await null
        note(performance.now() - from)
      })
    },
  })
}

/** What each of the next seconds costs, with the mill running and nobody touching anything. */
async function updates(seconds) {
  const { spent } = globalThis.bench
  spent.length = 0
  const from = performance.now()
  await new Promise((done) => setTimeout(done, seconds * 1000))
  const each = new Array(seconds).fill(0)
  for (const [atMs, ms] of spent) each[Math.min(seconds - 1, Math.floor((atMs - from) / 1000))] += ms
  each.sort((a, b) => a - b)
  const at = (share) => Math.round(100 * each[Math.min(seconds - 1, Math.floor(share * seconds))]) / 100
  return { p50: at(0.5), p99: at(0.99) }
}

/** From a moved pointer to the tooltip that says what is under it. */
async function hits(count) {
  const map = document.querySelector('[role="application"]')
  const box = map.getBoundingClientRect()
  const each = []
  for (let i = 0; i < count; i++) {
    const clientX = box.left + ((i * 0.618034) % 1) * box.width
    const clientY = box.top + ((i * 0.414214) % 1) * box.height
    const from = performance.now()
    map.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY, pointerType: 'mouse', bubbles: true }))
    for (let turn = 0; turn < 20; turn++) await null
    each.push(performance.now() - from)
    await new Promise((done) => setTimeout(done, 2))
  }
  map.dispatchEvent(new PointerEvent('pointerleave'))
  each.sort((a, b) => a - b)
  const at = (share) => Math.round(100 * each[Math.floor(share * (each.length - 1))]) / 100
  return { p50: at(0.5), p99: at(0.99) }
}

/** A wheel that turns at every frame: in and out, or sideways when zoomed in. */
async function moving({ how, ms }) {
  const map = document.querySelector('[role="application"]')
  const box = map.getBoundingClientRect()
  const [clientX, clientY] = [box.left + box.width * 0.4, box.top + box.height * 0.5]
  const wheel = (deltaX, deltaY) =>
    map.dispatchEvent(new WheelEvent('wheel', { clientX, clientY, deltaX, deltaY, cancelable: true }))
  if (how === 'pan') wheel(0, -800)
  const { spent } = globalThis.bench
  spent.length = 0
  const times = []
  await new Promise((done) => {
    const from = performance.now()
    const step = () => {
      const now = performance.now()
      times.push(now)
      const wave = Math.sin((now - from) / 300)
      if (how === 'pan') wheel(24 * Math.sign(wave), 0)
      else wheel(0, -40 * Math.sign(wave))
      if (now - from < ms) requestAnimationFrame(step)
      else done()
    }
    requestAnimationFrame(step)
  })
  wheel(0, 100_000)
  const gaps = times.slice(1).map((at, i) => at - times[i])
  const took = times.at(-1) - times[0]
  // Per frame of the screen: all callbacks of it together.
  const scripts = times.slice(1).map((at, i) => {
    const own = spent.filter(([noted]) => noted > times[i] && noted <= at)
    return own.reduce((sum, [, cost]) => sum + cost, 0)
  })
  const sorted = (list) => [...list].sort((a, b) => a - b)
  const at = (list, share) => Math.round(100 * sorted(list)[Math.floor(share * (list.length - 1))]) / 100
  return {
    fps: Math.round((10_000 * gaps.length) / took) / 10,
    gapMs: { p50: at(gaps, 0.5), p99: at(gaps, 0.99) },
    scriptMs: { p50: at(scripts, 0.5), p99: at(scripts, 0.99) },
  }
}

/** Memory of a process and all that it started, its share of what is shared included, kB. */
function treeKb(root) {
  const parents = new Map()
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1]))
    } catch {
      // It has ended meanwhile.
    }
  }
  const isBelow = (pid) => pid === root || (parents.has(pid) && isBelow(parents.get(pid)))
  let kb = 0
  for (const pid of [...parents.keys()].filter(isBelow)) {
    try {
      kb += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      // It has ended meanwhile.
    }
  }
  return kb
}

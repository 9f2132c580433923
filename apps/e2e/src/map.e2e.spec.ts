/// <reference lib="dom" />
import { launchChromium, type TestBrowser, waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WandingSystem } from './system'

const END_DOWN = [0xb8, 0x43, 0x00]
const PRODUCING = [0xcd, 0xd5, 0xdb]
/** Of a channel: what scaling and compression of a screenshot may do. */
const NEAR = 2

/** The map of the mill with a live mill behind it: what is painted, how one gets to a spindle, and what happens without WebGL. */
describe('the mill map', () => {
  let system: WandingSystem
  let chromium: TestBrowser
  let page: Page
  const errors: string[] = []
  /** A spindle whose end is down in the held picture, as the table names it. */
  let down: { frame: string; position: number }

  beforeAll(async () => {
    system = await WandingSystem.prepare({ mill: 'jimo' })
    await system.startAll()
    chromium = await launchChromium({ webgl: true })
    const context = await chromium.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })
    page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    // The map does not take WebGL that the CPU computes; here that is what stands for a graphics card.
    await page.addInitScript(() => {
      const { getExtension } = WebGL2RenderingContext.prototype as unknown as {
        getExtension: (name: string) => unknown
      }
      Object.assign(WebGL2RenderingContext.prototype, {
        getExtension(this: WebGL2RenderingContext, name: string) {
          return name === 'WEBGL_debug_renderer_info' ? null : getExtension.call(this, name)
        },
      })
    })
    await page.goto(`${system.address}/?view=map`)
  })

  afterAll(async () => {
    await chromium?.stop()
    await system?.stop()
  })

  const map = () => page.getByRole('application')
  const painter = (kind: '2d' | 'webgl2') => page.locator(`[data-renderer="${kind}"]`).waitFor({ timeout: 20_000 })
  const search = async (text: string) => {
    await page.locator('[data-search]').fill(text)
    await page.locator('[data-search]').press('Enter')
  }
  const parameter = (name: string) => new URL(page.url()).searchParams.get(name)
  const told = (what: RegExp) =>
    waitFor(async () => what.test(((await page.getByRole('status').allInnerTexts()) as string[]).join('\n')), {
      what: `the page to say ${what}`,
    })

  /** Pixels of the map as they are on the screen, from its corner. */
  const pixels = async (points: [x: number, y: number][]): Promise<number[][]> => {
    const png = (await map().screenshot()).toString('base64')
    return page.evaluate(
      async ({ png, points }) => {
        const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0))
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
        const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
        pen.drawImage(bitmap, 0, 0)
        return points.map(([x, y]) => [...pen.getImageData(Math.round(x), Math.round(y), 1, 1).data].slice(0, 3))
      },
      { png, points },
    )
  }
  const isNear = (seen: number[], wanted: number[]) =>
    seen.every((channel, i) => Math.abs(channel - wanted[i]!) <= NEAR)

  it('is painted by WebGL', () => painter('webgl2'))

  it('has a table twin that leads from the counts of a frame to its spindles', async () => {
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    const frameWithEndDown = () =>
      page
        .locator('tbody tr')
        .evaluateAll(
          (rows) =>
            rows
              .map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText))
              .find((cells) => Number.parseInt(cells[7] ?? '', 10) > 0)?.[0],
        )
    // Looked for in the picture that is held: an end that was down a moment before may have been pieced.
    const frame = await waitFor(
      async () => {
        if ((await frameWithEndDown()) === undefined) return undefined
        await page.getByRole('button', { name: 'Pause', exact: true }).click()
        await page.getByText(/^Paused at /).waitFor()
        const held = await frameWithEndDown()
        if (held === undefined) await page.getByRole('button', { name: 'Resume', exact: true }).click()
        return held
      },
      { what: 'a frame with an end down in the table', timeoutMs: 60_000 },
    )
    expect(frame).toMatch(/^RF\d+$/)
    await page.getByLabel('Spindles of').selectOption(frame)
    const box = page.getByRole('region', { name: `Spindles of ${frame}` })
    await box.locator('table[aria-rowcount="1201"]').waitFor()
    // Few of the 1,200 rows are built at a time.
    expect(await box.locator('tbody tr').count()).toBeLessThan(80)
    const rowOfEndDown = () =>
      box.evaluate(async (element) => {
        // The rows of another place are built within a frame of the screen.
        const built = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
        for (element.scrollTop = 0; ; element.scrollTop += element.clientHeight / 2) {
          await built()
          const row = [...element.querySelectorAll('tr')].find(({ innerText }) => innerText.includes('End down'))
          if (row !== undefined) return row.innerText
          if (element.scrollTop + element.clientHeight >= element.scrollHeight - 1) return undefined
        }
      })
    const row = await waitFor(rowOfEndDown, { what: 'the row of a spindle that is down', timeoutMs: 60_000 })
    down = { frame, position: Number(/\d+/.exec(row)![0]) }
  })

  it('selects a spindle that is searched by the words of the floor, in both languages', async () => {
    await page.getByRole('button', { name: 'Map', exact: true }).click()
    const { frame, position } = down
    const side = position <= 600 ? ['L', 'left', '左'] : ['R', 'right', '右']
    const number = Number(frame.slice(2))
    for (const text of [
      `${frame} ${side[1]} ${position}`,
      `${number}/${position}`,
      `${number}号车${side[2]}${position}`,
    ]) {
      await page.getByRole('button', { name: 'Whole mill' }).waitFor()
      await search(text)
      await told(new RegExp(`${frame}, spindle ${side[0]}.${position}: End down`))
      const selected = `${frame}-${side[0]}${position}`
      await waitFor(() => parameter('sel') === selected, { what: `${selected} in the address` })
    }
    await waitFor(async () => parameter('z') !== null, { what: 'the place in the address' })
  })

  it('paints the end that is down where it is, and its neighbours as they are', async () => {
    await waitFor(
      async () => {
        const cursor = await map().locator('.cursor').boundingBox()
        const box = await map().boundingBox()
        const x = cursor!.x - box!.x + cursor!.width / 2
        const y = cursor!.y - box!.y + 8
        const [own, before, after] = await pixels([
          [x, y],
          [x - 18, y],
          [x + 18, y],
        ])
        return isNear(own!, END_DOWN) && [before, after].some((seen) => isNear(seen!, PRODUCING))
      },
      { what: 'an end that is down between ends that spin' },
    )
  })

  it.each(['a single spindle', 'the whole mill'])(
    'goes on in 2D when the context is lost, and back to WebGL, with the same picture of %s',
    async (view) => {
      if (view === 'the whole mill') {
        await page.getByRole('button', { name: 'Whole mill' }).click()
        await waitFor(async () => parameter('z') === null, { what: 'the whole mill' })
      }
      const points = Array.from({ length: 900 }, (_, i): [x: number, y: number] => [
        40 + ((i * 61) % 700),
        20 + ((i * 37) % 360),
      ])
      const before = await pixels(points)
      await page.evaluate(() => {
        const gl = document.querySelector<HTMLCanvasElement>('[data-layer="spindles"]')!.getContext('webgl2')!
        const extension = gl.getExtension('WEBGL_lose_context')!
        Object.assign(globalThis, { giveBack: () => extension.restoreContext() })
        extension.loseContext()
      })
      await painter('2d')
      // Who paints is told at once, and what is painted is seen a frame of the screen later.
      const samePicture = (by: string) =>
        waitFor(async () => (await pixels(points)).every((seen, i) => isNear(seen, before[i]!)), {
          what: `the same picture ${by}`,
        })
      await samePicture('in 2D')
      await page.evaluate(() => (globalThis as unknown as { giveBack: () => void }).giveBack())
      await painter('webgl2')
      await samePicture('by WebGL')
    },
  )

  it('reaches any spindle by the keyboard, and comes back to where it was', async () => {
    const { frame, position } = down
    const from = parameter('sel')
    await map().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Home')
    await told(new RegExp(`${frame}, spindle [LR].(1|601):`))
    await search(`${frame} ${position}`)
    await waitFor(async () => parameter('sel') === from, { what: 'the selection in the address' })
    await waitFor(() => page.evaluate(() => document.activeElement?.getAttribute('role') === 'application'), {
      what: 'the map to have the focus',
    })
    await page.keyboard.press('Enter')
    await waitFor(async () => page.url().includes(`/frame/${frame}/spindle/${position}`), { what: 'the spindle' })
    await page.goBack()
    await told(new RegExp(`${frame}, spindle`))
    await waitFor(() => parameter('sel') === from, { what: 'the selection in the address, again' })
    await map().focus()
    await page.keyboard.press('Escape')
    await waitFor(async () => parameter('sel') === null, { what: 'no selection' })
    await page.keyboard.press('Escape')
    await waitFor(async () => parameter('z') === null, { what: 'the whole mill' })
  })

  it('keeps the layer in the address; back leads to the one before', async () => {
    await page.getByRole('button', { name: 'Breaks' }).click()
    await waitFor(() => parameter('layer') === 'breaks', { what: 'the layer in the address' })
    await page.getByText('end breaks of each spindle in the last hour').waitFor()
    await page.goBack()
    await waitFor(() => parameter('layer') === null, { what: 'the layer out of the address' })
    await page.getByText('spindles by state, now').waitFor()
  })

  it('has the other processes around the hall, and goes to the machine that is clicked', async () => {
    const box = (await map().boundingBox())!
    await page.mouse.move(box.x + 6, box.y + 24)
    await page.getByText('BR01').first().waitFor()
    await page.mouse.click(box.x + 6, box.y + 24)
    await waitFor(async () => page.url().includes('/machine/BR01'), { what: 'the blowroom line' })
  })

  it('has not logged an error', () => expect(errors).toEqual([]))
})

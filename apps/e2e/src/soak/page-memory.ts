import type { CDPSession, Page } from 'playwright-core'

/** What a page keeps, after a collection of garbage. */
export interface PageCounts {
  /** Objects of scripts and the buffers of their arrays, MB: the states of 100,800 spindles are no objects. */
  heapMb: number
  /** Nodes that are not in the document: what a script still holds, templates, and the insides of fields. */
  strayNodes: number
  listeners: number
  documents: number
}

const MB = 2 ** 20

/** Reads by the protocol of the developer tools what a page keeps. */
export class PageMemory {
  private constructor(
    private readonly page: Page,
    private readonly tools: CDPSession,
  ) {}

  static async of(page: Page): Promise<PageMemory> {
    const tools = await page.context().newCDPSession(page)
    await tools.send('Performance.enable')
    return new PageMemory(page, tools)
  }

  async counts(): Promise<PageCounts> {
    // What a finaliser lets go is found by the next collection.
    for (let i = 0; i < 3; i++) await this.tools.send('HeapProfiler.collectGarbage')
    const { metrics } = await this.tools.send('Performance.getMetrics')
    const { backingStorageSize } = await this.tools.send('Runtime.getHeapUsage')
    const told = (name: string) => {
      const metric = metrics.find((each) => each.name === name)
      if (metric === undefined) throw new Error(`Chromium does not tell ${name}`)
      return metric.value
    }
    return {
      heapMb: (told('JSHeapUsedSize') + backingStorageSize) / MB,
      strayNodes: told('Nodes') - (await this.page.evaluate(nodesOfDocument)),
      listeners: told('JSEventListeners'),
      documents: told('Documents'),
    }
  }
}

/** In the page: how many nodes its document has, which goes up and down with what happens in the mill. */
function nodesOfDocument(): number {
  const walker = document.createTreeWalker(document)
  let count = 1
  while (walker.nextNode()) count += 1
  return count
}

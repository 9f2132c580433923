import { describe, expect, it } from 'vitest'
import { Bus } from './bus'

const offline = { mill: 'jimo', gateway: 'G01', run: 'live', atMs: 1, receivedMs: 2 }

describe('Bus', () => {
  it('gives an event to every listener in the order of registration', () => {
    const seen: string[] = []
    const bus = new Bus(() => {})
    bus.on('gatewayOffline', (event) => seen.push(`a ${event.gateway}`))
    bus.on('gatewayOffline', (event) => seen.push(`b ${event.gateway}`))
    bus.emit('gatewayOffline', offline)
    expect(seen).toEqual(['a G01', 'b G01'])
  })

  it('reports a listener that throws and still serves the others', () => {
    const errors: unknown[] = []
    const seen: string[] = []
    const bus = new Bus((error, event) => errors.push([event, (error as Error).message]))
    bus.on('gatewayOffline', () => {
      throw new Error('broken')
    })
    bus.on('gatewayOffline', (event) => seen.push(event.gateway))
    bus.emit('gatewayOffline', offline)
    expect(errors).toEqual([['gatewayOffline', 'broken']])
    expect(seen).toEqual(['G01'])
  })

  it('takes a listener off again', () => {
    const seen: string[] = []
    const bus = new Bus(() => {})
    const off = bus.on('gatewayOnline', (event) => seen.push(event.gateway))
    off()
    bus.emit('gatewayOnline', offline)
    expect(seen).toEqual([])
  })
})

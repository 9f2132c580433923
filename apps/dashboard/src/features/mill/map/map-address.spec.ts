import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MapAddress, type Told } from './map-address'

const whole: Told = { place: null, selected: null }
const near: Told = { place: { x: 0.5, y: 0.25, zoom: 4 }, selected: null }
const on = (selected: string): Told => ({ place: null, selected })

describe('the address of the map', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const anAddress = () => {
    const written: Told[] = []
    const address = new MapAddress((told) => written.push(told))
    address.isNews(whole)
    return { address, written }
  }

  it('is written once when the map rests, with where it rests', () => {
    const { address, written } = anAddress()
    for (const zoom of [2, 3, 4]) address.tell({ place: { x: 0.5, y: 0.25, zoom }, selected: null })
    expect(written).toEqual([])
    vi.runAllTimers()
    expect(written).toEqual([near])
  })

  it('that the map wrote is no news to it, rounded as it is', () => {
    const { address } = anAddress()
    address.tell({ place: { x: 0.500004, y: 0.25, zoom: 4.003 }, selected: null })
    vi.runAllTimers()
    expect(address.isNews(near)).toBe(false)
    expect(address.isNews(whole)).toBe(true)
  })

  it('leads, even back to what it said before a step that was not written yet', () => {
    const { address, written } = anAddress()
    address.isNews(on('RF37-L512'))
    address.tell(on('RF37-L1'))
    expect(address.isNews(on('RF37-L512'))).toBe(true)
    vi.runAllTimers()
    expect(written).toEqual([])
  })

  it('is written at once before another page is gone to, and not when nothing moved', () => {
    const { address, written } = anAddress()
    address.flush()
    address.tell(near)
    address.flush()
    address.tell(near)
    vi.runAllTimers()
    expect(written).toEqual([near])
  })
})

import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill } from '../index'
import { rovingOriginOf } from './genealogy'
import { QUICK_MILL } from './quick-mill.builder'
import { type RovingSources, readRovingSources } from './roving-sources'

const START_MS = Date.UTC(2026, 0, 5)
const HOUR_MS = 3_600_000
const millAfter = (hours: number, name = 'jimo', overrides: readonly string[] = QUICK_MILL) => {
  const mill = createMill(loadMillPlan(name, [...overrides], import.meta.url), 5, START_MS)
  advance(mill, START_MS + hours * HOUR_MS)
  return mill
}
const LISTS = ['rovingFrames', 'drawFrames', 'baleLots'] as const satisfies readonly (keyof RovingSources)[]

describe('where the roving of a frame comes from', () => {
  it.each([0, 30])('after %i hours names the machines of its bobbins, the greatest share first', (hours) => {
    const mill = millAfter(hours)
    for (let frame = 0; frame < mill.layout.frames; frame++) {
      const sources = readRovingSources(mill, frame)
      for (const list of LISTS) {
        const shares = sources[list].map(({ share }) => share)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
        expect(shares).toEqual([...shares].sort((a, b) => b - a))
      }
      const origins = Array.from({ length: mill.layout.perFrame }, (_, i) =>
        rovingOriginOf(mill, frame * mill.layout.perFrame + i),
      ).flatMap((origin) => origin ?? [])
      const first = sources.drawFrames[0]!
      const here = origins.filter(({ finisherDraw }) => first.id === `FD${String(finisherDraw + 1).padStart(2, '0')}`)
      expect(first.share).toBeCloseTo(here.length / origins.length, 1)
    }
  })

  it('is not known where people carry the roving', () => {
    const mill = millAfter(1, 'conventional', ['ringRoom.frames=4'])
    expect(readRovingSources(mill, 0)).toEqual({ rovingFrames: [], drawFrames: [], baleLots: [] })
  })
})

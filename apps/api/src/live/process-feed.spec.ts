import { decodeProcessRows, keyFiguresOf, type ProcessRevision, type ProcessSnapshot } from '@wanding/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScalarValue } from '../bus'
import { GATEWAY_STALE_MS, MillTwin } from '../twin'
import { ProcessFeed } from './process-feed'
import { ProcessRooms } from './process-rooms'

const NOW_MS = 50_000
const stamp = { mill: 'jimo', gateway: 'G01', run: 'live', atMs: 1000, receivedMs: NOW_MS, historical: false }
const times = { times: () => ({ sinceMs: 3000, runningPercent: 90 }), sinceMs: () => 3000 }

const say = (twin: MillTwin, machine: string, kind: string, values: Record<string, ScalarValue>, birth = false): void =>
  twin.reading({ ...stamp, machine, kind, birth, values: new Map(Object.entries(values)) })

function aMill() {
  const twin = new MillTwin('jimo')
  twin.gatewayOnline(stamp)
  say(twin, 'WD01', 'winder', { 'machine/state': 'Executing', 'machine/reason': 'producing', 'energy/power': 11 }, true)
  say(twin, 'RF01', 'ring-frame', { 'machine/reason': 'producing' }, true)
  say(twin, 'CD10', 'card', { 'production/rate': 75 }, true)
  say(twin, 'CD9', 'card', { 'production/rate': 70 }, true)
  say(twin, 'MILL', 'mill', { 'mill/crews': 4 }, true)
  return twin
}

const aFeed = (twin = aMill()) => {
  const feed = new ProcessFeed(twin, times.sinceMs)
  feed.revision(NOW_MS)
  return { twin, feed }
}

describe('ProcessFeed', () => {
  it('lists the machines in the order of the material, without ring frames, mill and crew', () => {
    const { feed } = aFeed()
    expect(feed.snapshot().machines.map(({ id }) => id)).toEqual(['CD9', 'CD10', 'WD01'])
  })

  it('carries state, reason, since, output, power and the key figures of the kind', () => {
    const { feed } = aFeed()
    const winder = decodeProcessRows(feed.snapshot().rows)[2]!
    expect(winder).toMatchObject({ index: 2, online: true, stale: false, state: 'Executing', reason: 'producing' })
    expect(winder.sinceMs).toBe(3000)
    expect(winder.figures).toEqual([null, 11, ...keyFiguresOf('winder').map(() => null)])
  })

  it('says nothing when nothing changed, and only the row that did', () => {
    const { twin, feed } = aFeed()
    expect(feed.revision(NOW_MS)).toBeUndefined()
    const { rev } = feed.snapshot()
    say(twin, 'CD10', 'card', { 'production/rate': 76 })
    say(twin, 'RF01', 'ring-frame', { 'energy/power': 40 })
    const revision = feed.revision(NOW_MS)!
    expect(revision.rev).toBe(rev + 1)
    expect(decodeProcessRows(revision.rows)).toMatchObject([{ index: 1 }])
    expect(decodeProcessRows(revision.rows)[0]!.figures[0]).toBe(76)
  })

  it('does not take a state or reason that it does not know for one that it does', () => {
    const { twin, feed } = aFeed()
    say(twin, 'CD9', 'card', { 'machine/state': 'Dancing', 'machine/reason': 'moonlight' })
    feed.revision(NOW_MS)
    expect(decodeProcessRows(feed.snapshot().rows)[0]).toMatchObject({ state: null, reason: null })
  })

  it('skips a number when a machine appears', () => {
    const { twin, feed } = aFeed()
    const { rev } = feed.snapshot()
    say(twin, 'CB01', 'comber', {}, true)
    expect(feed.revision(NOW_MS)!.rev).toBe(rev + 2)
    expect(feed.snapshot().machines).toHaveLength(4)
  })

  it('tells that machines went stale or offline although nothing arrives', () => {
    const { twin, feed } = aFeed()
    expect(decodeProcessRows(feed.revision(NOW_MS + GATEWAY_STALE_MS + 1)!.rows).every(({ stale }) => stale)).toBe(true)
    twin.gatewayOffline(stamp)
    expect(decodeProcessRows(feed.revision(NOW_MS)!.rows).every(({ online }) => !online)).toBe(true)
  })

  it('makes snapshot + revisions equal to a new snapshot, whatever happened', () => {
    const step = fc.record({
      machine: fc.constantFrom('CD9', 'CD10', 'WD01'),
      power: fc.integer({ min: 0, max: 50 }),
      flush: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { twin, feed } = aFeed()
        const seen = rowsOf(feed.snapshot())
        let { rev } = feed.snapshot()
        const flush = () => {
          const revision = feed.revision(NOW_MS)
          if (!revision) return
          expect(revision.rev).toBe(rev + 1)
          rev = revision.rev
          for (const row of rowsOf(revision)) seen[row.index] = row
        }
        for (const { machine, power, flush: now } of steps) {
          say(twin, machine, twin.machines.get(machine)!.kind, { 'energy/power': power })
          if (now) flush()
        }
        flush()
        expect(seen).toEqual(rowsOf(feed.snapshot()))
      }),
    )
  })
})

const rowsOf = ({ rows }: ProcessSnapshot | ProcessRevision) => decodeProcessRows(rows)

describe('ProcessRooms', () => {
  const aHouse = (...watched: string[]) => {
    const twin = aMill()
    const sent: [room: string, event: string][] = []
    const rooms = new ProcessRooms({ mill: () => twin, mills: () => ['jimo'] }, times, {
      rooms: () => watched,
      send: (room, event) => sent.push([room, event]),
    })
    return { twin, rooms, sent }
  }

  it('computes nothing for rooms in which nobody is', () => {
    const { rooms, sent } = aHouse('frame/jimo/RF01', 'a-socket')
    rooms.tick(NOW_MS)
    expect(sent).toEqual([])
  })

  it('sends a machine when it said something, and when its age became news', () => {
    const { twin, rooms, sent } = aHouse('machine/jimo/CD9')
    rooms.tick(NOW_MS)
    rooms.tick(NOW_MS + 1000)
    expect(sent).toEqual([['machine/jimo/CD9', 'machine']])
    rooms.tick(NOW_MS + GATEWAY_STALE_MS + 1)
    expect(sent).toHaveLength(2)
    say(twin, 'CD9', 'card', { 'energy/power': 3 })
    twin.machines.get('CD9')!.receivedMs += 1
    rooms.tick(NOW_MS + GATEWAY_STALE_MS + 2)
    expect(sent).toHaveLength(3)
  })

  it('gives those who watch already what a new watcher begins with', () => {
    const { twin, rooms, sent } = aHouse('process/jimo')
    rooms.tick(NOW_MS)
    say(twin, 'CD9', 'card', { 'energy/power': 3 })
    const { rev } = rooms.snapshot(twin, NOW_MS)
    expect(sent).toEqual([
      ['process/jimo', 'process'],
      ['process/jimo', 'process'],
    ])
    rooms.tick(NOW_MS)
    expect(rooms.snapshot(twin, NOW_MS).rev).toBe(rev)
  })
})

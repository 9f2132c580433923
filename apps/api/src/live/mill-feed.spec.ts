import { decodeFrameRows, decodeSpindleChanges, type MillRevision, type MillSnapshot } from '@wanding/contracts'
import fc from 'fast-check'
import { Decoder, Encoder } from 'socket.io-msgpack-parser'
import { describe, expect, it } from 'vitest'
import { FRAME_STALE_MS, MillTwin } from '../twin'
import { MillFeed } from './mill-feed'

const NOW_MS = 50_000
const stamp = { mill: 'jimo', gateway: 'G01', run: 'live', atMs: 1000, receivedMs: NOW_MS, historical: false }
const SPINDLES = 8

const born = (twin: MillTwin, machine: string): void => {
  twin.reading({
    ...stamp,
    machine,
    kind: 'ring-frame',
    birth: true,
    values: new Map([['machine/reason', 'producing']]),
  })
  twin.spindles({ ...stamp, machine, states: new Uint8Array(SPINDLES).fill(1), rpm: new Uint16Array(SPINDLES) })
}

const aFeed = (...frames: string[]) => {
  const twin = new MillTwin('jimo')
  twin.gatewayOnline(stamp)
  for (const id of frames) born(twin, id)
  const feed = new MillFeed(twin, () => 6.1)
  feed.revision(NOW_MS)
  return { twin, feed }
}

/** What a client makes of it: the snapshot with one revision applied. */
function apply(snapshot: MillSnapshot, revision: MillRevision): MillSnapshot {
  const states = snapshot.states.slice()
  for (const { frame, position, state } of decodeSpindleChanges(revision.changes)) {
    states[frame * SPINDLES + position - 1] = state
  }
  return { ...snapshot, rev: revision.rev, states }
}

describe('MillFeed', () => {
  it('survives the encoder of the live channel byte for byte, in a mill of any size', () => {
    const { twin, feed } = aFeed('RF01', 'RF02')
    const snapshot = feed.snapshot(NOW_MS)
    expect(Buffer.isBuffer(snapshot.states) && Buffer.isBuffer(snapshot.rows)).toBe(true)
    const decoder = new Decoder()
    const packets: { data: [string, MillSnapshot] }[] = []
    decoder.on('decoded', (packet: { data: [string, MillSnapshot] }) => packets.push(packet))
    // Its declaration says ArrayBuffer; it returns the list of packets.
    const [encoded] = new Encoder().encode({ type: 2, nsp: '/', data: ['mill', snapshot] }) as unknown as [Buffer]
    decoder.add(encoded)
    expect(Uint8Array.from(packets[0]!.data[1].states)).toEqual(Uint8Array.from(snapshot.states))
    expect(decodeFrameRows(packets[0]!.data[1].rows)).toEqual(decodeFrameRows(snapshot.rows))
    expect(twin.frames).toHaveLength(2)
  })

  it('says nothing when nothing changed', () => {
    const { feed } = aFeed('RF01')
    expect(feed.revision(NOW_MS)).toBeUndefined()
  })

  it('numbers revisions without a gap, and sends only the frames that changed', () => {
    const { twin, feed } = aFeed('RF01', 'RF02')
    const { rev } = feed.snapshot(NOW_MS)
    twin.reading({
      ...stamp,
      machine: 'RF02',
      kind: 'ring-frame',
      birth: false,
      values: new Map([['spindles/endsDown', 3]]),
    })
    const revision = feed.revision(NOW_MS)!
    expect(revision.rev).toBe(rev + 1)
    expect(decodeFrameRows(revision.rows)).toMatchObject([{ index: 1, endsDown: 3, breaksPer1000SpindleHours: 6.1 }])
  })

  it('skips a number when the layout changed, so that every watcher asks again', () => {
    const { twin, feed } = aFeed('RF01')
    const { rev } = feed.snapshot(NOW_MS)
    born(twin, 'RF02')
    expect(feed.revision(NOW_MS)!.rev).toBe(rev + 2)
  })

  it('tells that a frame went stale although nothing arrives', () => {
    const { feed } = aFeed('RF01')
    const revision = feed.revision(NOW_MS + FRAME_STALE_MS + 1)!
    expect(decodeFrameRows(revision.rows)).toMatchObject([{ index: 0, stale: true }])
    expect(feed.revision(NOW_MS + FRAME_STALE_MS + 2)).toBeUndefined()
  })

  it('makes snapshot + revisions equal to a new snapshot, whatever happened', () => {
    const step = fc.record({
      frame: fc.constantFrom('RF01', 'RF02', 'RF03'),
      position: fc.integer({ min: 1, max: SPINDLES }),
      state: fc.integer({ min: 0, max: 255 }),
      flush: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { twin, feed } = aFeed('RF01', 'RF02', 'RF03')
        let seen = feed.snapshot(NOW_MS)
        const flush = () => {
          const revision = feed.revision(NOW_MS)
          if (revision) seen = apply(seen, revision)
        }
        for (const { frame, position, state, flush: now } of steps) {
          twin.spindles({ ...stamp, machine: frame, transitions: [{ position, state, atMs: 1 }] })
          if (now) flush()
        }
        flush()
        const fresh = feed.snapshot(NOW_MS)
        expect({ rev: seen.rev, states: seen.states }).toEqual({ rev: fresh.rev, states: fresh.states })
      }),
    )
  })
})

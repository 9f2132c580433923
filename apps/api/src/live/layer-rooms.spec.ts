import {
  decodeSpindleChanges,
  decodeWorkMarks,
  type LayerRevision,
  type LayerSnapshot,
  type SpindleLayer,
  speedSteps,
  type WorkSeen,
} from '@wanding/contracts'
import { SpindleState } from '@wanding/mill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MillTwin } from '../twin'
import { LayerRooms } from './layer-rooms'

const SPINDLES = 6
const stamp = { mill: 'jimo', gateway: 'G01', run: 'live', receivedMs: 5000, historical: false }

function aMill(...frames: string[]) {
  const twin = new MillTwin('jimo')
  twin.gatewayOnline({ ...stamp, atMs: 1000 })
  const born = (machine: string) => {
    twin.reading({ ...stamp, atMs: 1000, machine, kind: 'ring-frame', birth: true, values: new Map() })
    twin.spindles({
      ...stamp,
      atMs: 1000,
      machine,
      states: new Uint8Array(SPINDLES).fill(SpindleState.producing),
      rpm: new Uint16Array(SPINDLES).fill(18_000),
    })
  }
  for (const id of frames) born(id)
  const watched = new Set<string>()
  const sent: { room: string; payload: unknown }[] = []
  const rooms = new LayerRooms(
    { mill: () => twin, mills: () => ['jimo'] },
    { has: (room) => watched.has(room), send: (room, _, payload) => sent.push({ room, payload }) },
  )
  const join = (layer: SpindleLayer): LayerSnapshot => {
    const snapshot = rooms.snapshot(twin, layer)
    watched.add(`layer/jimo/${layer}`)
    return snapshot
  }
  const speeds = (machine: string, rpm: number[]) =>
    twin.spindles({ ...stamp, atMs: 2000, machine, rpm: Uint16Array.from(rpm) })
  return { twin, rooms, watched, sent, join, speeds, born }
}

describe('rooms of layers', () => {
  it('cost nothing while nobody watches', () => {
    const { rooms, sent, speeds } = aMill('RF01')
    speeds('RF01', [18_000, 18_000, 9000, 18_000, 18_000, 18_000])
    rooms.tick()
    expect(sent).toEqual([])
  })

  it('send the spindles that differ, and nothing when none does', () => {
    const { rooms, sent, join, speeds } = aMill('RF01', 'RF02')
    const { rev } = join('speed')
    rooms.tick()
    expect(sent).toEqual([])
    speeds('RF02', [18_000, 17_700, 18_000, 18_010, 17_990, 18_000])
    rooms.tick()
    const revision = sent[0]!.payload as LayerRevision
    expect(revision.rev).toBe(rev + 1)
    const [slow, ...rest] = decodeSpindleChanges(revision.changes)
    expect([slow!.frame, slow!.position, rest]).toEqual([1, 2, []])
    expect(speedSteps(slow!.state)).toBe(-3)
  })

  it('a snapshot with the revisions after it is what a new snapshot says', () => {
    const rpm = fc.array(fc.constantFrom(0, 17_000, 17_800, 18_000, 18_040, 18_500), {
      minLength: SPINDLES,
      maxLength: SPINDLES,
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('RF01', 'RF02'), rpm)), (messages) => {
        const { rooms, sent, join, speeds } = aMill('RF01', 'RF02')
        const first = join('speed')
        const values = first.values.slice()
        let { rev } = first
        for (const [machine, each] of messages) {
          speeds(machine, each)
          rooms.tick()
        }
        for (const { payload } of sent) {
          const revision = payload as LayerRevision
          expect(revision.rev).toBe(++rev)
          for (const { frame, position, state } of decodeSpindleChanges(revision.changes)) {
            values[frame * SPINDLES + position - 1] = state
          }
        }
        expect([...join('speed').values]).toEqual([...values])
      }),
    )
  })

  it('count breaks of the last hour, say since when, and take old ones back', () => {
    const { twin, rooms, sent, join } = aMill('RF01')
    const { sinceMs, values } = join('breaks')
    expect([sinceMs, ...values]).toEqual([1000, 0, 0, 0, 0, 0, 0])
    const turn = (atMs: number, state: number) =>
      twin.spindles({ ...stamp, atMs, machine: 'RF01', transitions: [{ position: 4, state, atMs }] })
    turn(2000, SpindleState.endDown)
    rooms.tick()
    turn(3_700_000, SpindleState.producing)
    rooms.tick()
    const told = sent.map(({ payload }) => decodeSpindleChanges((payload as LayerRevision).changes))
    expect(told).toEqual([[{ frame: 0, position: 4, state: 1 }], [{ frame: 0, position: 4, state: 0 }]])
    expect(join('breaks').sinceMs).toBe(100_000)
  })

  it('skip a number when a frame comes, so that every watcher asks again', () => {
    const { rooms, sent, join, born } = aMill('RF01')
    const { rev } = join('breaks')
    born('RF02')
    rooms.tick()
    expect((sent[0]!.payload as LayerRevision).rev).toBe(rev + 2)
    expect(join('breaks').values).toHaveLength(2 * SPINDLES)
  })

  it('tell where work was seen, with its age', () => {
    const { twin, rooms, sent, watched } = aMill('RF01', 'RF02')
    const creeled = (atMs: number, count: number) =>
      twin.reading({
        ...stamp,
        atMs,
        machine: 'RF02',
        kind: 'ring-frame',
        birth: false,
        values: new Map([['creel/bobbinsChanged', count]]),
      })
    creeled(2000, 10)
    creeled(3000, 16)
    twin.reading({ ...stamp, atMs: 13_000, machine: 'RF01', kind: 'ring-frame', birth: false, values: new Map() })
    watched.add('work/jimo')
    rooms.tick()
    const work = sent[0]!.payload as WorkSeen
    expect(decodeWorkMarks(work.marks)).toEqual([{ frame: 1, position: 0, kind: 'creeled', ageS: 10 }])
  })
})

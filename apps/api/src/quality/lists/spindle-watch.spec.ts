import { SpindleState } from '@wanding/mill'
import { beforeEach, describe, expect, it } from 'vitest'
import { MachineTwin } from '../../twin'
import { SpindleWatch } from './spindle-watch'

const SECOND = 1000
const MINUTE = 60_000

describe('SpindleWatch', () => {
  let frame: MachineTwin
  let watch: SpindleWatch
  const at = (atMs: number, change: () => void = () => undefined) => {
    frame.atMs = atMs
    change()
    watch.look(frame)
  }
  const { states, rpm } = {
    states: () => frame.spindles!.states,
    rpm: () => frame.spindles!.rpm,
  }

  beforeEach(() => {
    frame = new MachineTwin('RF01', 'G01')
    frame.online = true
    frame.metrics.set('machine/reason', 'producing')
    frame.spindles = {
      states: new Uint8Array(100).fill(SpindleState.producing),
      rpm: new Uint16Array(100).fill(18_500),
      breaks: new Uint8Array(100),
    }
    watch = new SpindleWatch()
    at(0)
  })

  // domain 6.3: slower than the mean of the frame by 3 % for more than 30 s is a warning, by 8 % an alarm.
  it.each([
    [-2.5, null],
    [-3.5, 'warn'],
    [-8.5, 'alarm'],
  ] as const)('%d % of the frame mean is %s', (percent, level) => {
    at(10 * SECOND, () => rpm().fill(Math.round(18_500 * (1 + percent / 100)), 4, 5))
    at(41 * SECOND)
    expect(watch.slip(frame)[0]?.level ?? null).toBe(level)
  })

  it('waits half a minute, and says since when', () => {
    at(10 * SECOND, () => rpm().fill(17_000, 4, 5))
    at(39 * SECOND)
    expect(watch.slip(frame)).toEqual([])
    at(40 * SECOND)
    expect(watch.slip(frame)).toMatchObject([{ position: 5, sinceMs: 10 * SECOND, sinceAtLeast: false }])
  })

  it('says nothing of speeds at a start, and still knows after it what was slow before', () => {
    at(10 * SECOND, () => rpm().fill(17_000, 4, 5))
    at(60 * SECOND, () => {
      frame.metrics.set('machine/reason', 'starting')
      rpm().fill(3000, 0, 50)
    })
    expect(watch.slip(frame).map(({ position }) => position)).toEqual([5])
    at(200 * SECOND, () => {
      frame.metrics.set('machine/reason', 'producing')
      rpm().fill(18_500).fill(17_000, 4, 5)
    })
    expect(watch.slip(frame)).toMatchObject([{ position: 5, sinceMs: 10 * SECOND }])
    at(210 * SECOND, () => rpm().fill(18_500))
    expect(watch.slip(frame)).toEqual([])
  })

  it('takes an end that is down for a quarter of an hour for an idle spindle', () => {
    at(1 * MINUTE, () => states().fill(SpindleState.endDown, 7, 8))
    at(15 * MINUTE)
    expect(watch.idle(frame)).toEqual([])
    at(16 * MINUTE)
    expect(watch.idle(frame)).toMatchObject([{ position: 8, kind: 'end-down', sinceMs: MINUTE }])
  })

  it('tells a dead sensor from a slow spindle, and when it was last heard', () => {
    at(1 * MINUTE, () => {
      states().fill(SpindleState.noSignal, 2, 3)
      rpm().fill(0, 2, 4)
    })
    at(3 * MINUTE)
    expect(watch.slip(frame)).toEqual([])
    expect(watch.dead(frame)).toMatchObject([
      { position: 3, kind: 'no-signal', lastGoodMs: MINUTE },
      { position: 4, kind: 'no-speed', lastGoodMs: MINUTE },
    ])
  })

  it('does not know since when something is that was so at the first look', () => {
    const late = new SpindleWatch()
    states().fill(SpindleState.idle, 0, 1)
    late.look(frame)
    expect(late.idle(frame)).toMatchObject([{ position: 1, sinceAtLeast: true }])
  })
})

import type { FrameInfo, ProcessMachine } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { isSameMill } from './same-mill'

const frame = (id: string, spindles = 1200): FrameInfo => ({ id, spindles, gateway: 'G01', zone: 'Z01' })
const card = (id: string): ProcessMachine => ({ id, kind: 'card', gateway: 'G02', zone: '' })
const built = (frames: FrameInfo[], machines: ProcessMachine[]) => ({ frames, machines })

describe('then and now', () => {
  const then = built([frame('RF01'), frame('RF02')], [card('CD01')])

  it('lie over each other where the same machines stand', () =>
    expect(isSameMill(then, built([frame('RF01'), frame('RF02')], [card('CD01')]))).toBe(true))

  it.each([
    ['a frame has gone', built([frame('RF01')], [card('CD01')])],
    ['a frame has other spindles', built([frame('RF01'), frame('RF02', 1008)], [card('CD01')])],
    ['they stand in another order', built([frame('RF02'), frame('RF01')], [card('CD01')])],
    ['a machine has come', built([frame('RF01'), frame('RF02')], [card('CD01'), card('CD02')])],
    ['a machine is another', built([frame('RF01'), frame('RF02')], [card('CD02')])],
  ])('do not where %s', (_what, now) => expect(isSameMill(then, now)).toBe(false))
})

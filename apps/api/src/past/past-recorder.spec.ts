import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Bus } from '../bus'
import { TwinService } from '../twin'
import { PastRecorder } from './past-recorder'

const T0 = Date.UTC(2026, 10, 22, 8)

describe('PastRecorder', () => {
  let bus: Bus
  let recorder: PastRecorder
  let steps: string[]

  beforeEach(() => {
    vi.useFakeTimers({ now: T0 })
    bus = new Bus((error) => {
      throw error
    })
    const twins = new TwinService(bus)
    const times = { times: () => ({ sinceMs: T0, runningPercent: null }), sinceMs: () => T0 }
    const rates = { breaksPer1000SpindleHours: () => null }
    recorder = new PastRecorder(bus, twins, rates, times, { nowMs: () => Date.now() })
    twins.onModuleInit()
    recorder.onModuleInit()
    steps = []
    bus.on('moment', ({ mill, kind }) => kind === 'step' && steps.push(`${mill} ${Date.now() - T0}`))
  })
  afterEach(() => {
    recorder.onApplicationShutdown()
    vi.useRealTimers()
  })

  const say = (mill: string, machine: string, birth = false) => {
    const stamp = { mill, gateway: 'G01', run: 'live', atMs: Date.now(), receivedMs: Date.now() }
    if (birth) bus.emit('gatewayOnline', stamp)
    const values = new Map([['energy/power', Date.now() % 997]])
    bus.emit('reading', { ...stamp, machine, kind: 'card', birth, historical: false, values })
  }

  it('records a mill when it has spoken, whenever others speak', () => {
    say('jimo', 'CD01', true)
    vi.advanceTimersByTime(150)
    say('weifang', 'CD01', true)
    vi.advanceTimersByTime(100)
    // The second half of what it says in this second.
    say('weifang', 'CD02', true)
    vi.advanceTimersByTime(150)
    expect(steps).toEqual(['jimo 200', 'weifang 350'])
  })

  it('records a mill once for all that it says in a moment', () => {
    say('jimo', 'CD01', true)
    for (let ms = 0; ms < 190; ms += 10) {
      say('jimo', 'CD01')
      vi.advanceTimersByTime(10)
    }
    vi.advanceTimersByTime(500)
    expect(steps).toEqual(['jimo 200'])
  })
})

import type { AlarmAction, AlarmsRevision } from '@wanding/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import { Bus } from '../bus'
import { KpiService } from '../kpi/kpi.service'
import { frameAfter, HEALTHY_FRAME, START_MS, Telemetry } from '../kpi/telemetry.builder'
import { AlarmsService } from './alarms.service'
import { MemoryJournal } from './memory-journal.builder'

const services: KpiService[] = []
afterEach(() => {
  for (const service of services.splice(0)) service.onApplicationShutdown()
})
const STOPPED = 'frame-stopped/RF01'
const FULL = 'no space left'

/** A frame and a finisher draw frame, and a journal whose disk may refuse. */
function aMill() {
  const bus = new Bus((error) => {
    throw error
  })
  const clock = { now: START_MS, nowMs: () => clock.now }
  const kpi = new KpiService(bus, clock)
  kpi.onModuleInit()
  services.push(kpi)
  const journal = new MemoryJournal()
  const alarms = new AlarmsService(bus, clock, kpi, journal)
  const revisions: AlarmsRevision[] = []
  bus.on('alarms', (revision) => revisions.push(revision))
  const born = (run: string) => {
    const telemetry = new Telemetry(bus, 'jimo', run)
    telemetry.gatewayOnline('G01', clock.now)
    telemetry.birth('RF01', 'ring-frame', clock.now, { ...HEALTHY_FRAME, ...frameAfter(0) })
    telemetry.birth('FD01', 'finisher-draw', clock.now, { 'machine/reason': 'producing', 'sliver/countDeviation': 0 })
    return telemetry
  }
  let telemetry = born('run-1')
  const pass = (seconds: number) => {
    for (let s = 0; s < seconds; s++) {
      clock.now += 1000
      telemetry.gatewayOnline('G01', clock.now)
      alarms.tick()
    }
  }
  return {
    alarms,
    journal,
    revisions,
    pass,
    say: (machine: string, values: Parameters<Telemetry['data']>[2]) => telemetry.data(machine, clock.now, values),
    begin: (run: string) => {
      clock.now += 1000
      telemetry = born(run)
    },
    now: () => alarms.now('jimo')!,
    act: (action: AlarmAction) => alarms.act('jimo', action),
    position: (name: string) => alarms.now('jimo')!.load.find(({ position }) => position === name)!,
  }
}
type Aged = ReturnType<typeof aMill>
const ack = ({ now }: Aged) =>
  ({
    key: STOPPED,
    by: 'Li',
    action: 'acknowledge',
    occurrence: now().alarms[0]!.occurrence,
    note: 'on my way',
  }) as const
const SHELVE = { key: STOPPED, by: 'Li', action: 'shelve', minutes: 30, reason: 'waits for a part' } as const
const UNSHELVE = { key: STOPPED, by: 'Li', action: 'unshelve', note: '' } as const
const OUT = { key: 'count-deviation/FD01', by: 'Li', action: 'out-of-service', reason: 'rebuild' } as const

describe('while the disk refuses', () => {
  it.each<[string, (mill: Aged) => void, (mill: Aged) => AlarmAction]>([
    ['acknowledge', () => {}, ack],
    ['shelve', () => {}, () => SHELVE],
    ['unshelve', ({ act }) => act(SHELVE), () => UNSHELVE],
    ['out of service of what is normal', () => {}, () => OUT],
  ])('%s is refused and leaves everything as it was', (_, before, action) => {
    const mill = aMill()
    mill.say('RF01', { 'machine/reason': 'fault' })
    mill.pass(60)
    before(mill)
    mill.pass(6)
    const { alarms } = mill.now()
    const { count } = mill.position('ring')
    const written = mill.journal.transitions.length
    mill.journal.failure = FULL
    expect(() => mill.act(action(mill))).toThrow(/cannot be written/)
    expect(mill.now().alarms).toEqual(alarms)
    mill.journal.failure = null
    mill.pass(6)
    expect(mill.journal.transitions).toHaveLength(written)
    expect(mill.position('ring').count).toBe(count)
    mill.act(action(mill))
    expect(mill.journal.transitions.length).toBe(written + 1)
  })

  it('a delay that runs goes on when an action is taken back', () => {
    const mill = aMill()
    mill.say('FD01', { 'sliver/countDeviation': 1.5 })
    mill.pass(200)
    mill.journal.failure = FULL
    expect(() => mill.act(OUT)).toThrow(/cannot be written/)
    mill.journal.failure = null
    mill.pass(99)
    expect(mill.now().alarms).toEqual([])
    mill.pass(2)
    expect(mill.now().alarms).toMatchObject([{ key: OUT.key, state: 'unacknowledged' }])
  })

  it('what the process does goes on, and is written in its order when the disk takes again', () => {
    const mill = aMill()
    mill.journal.failure = FULL
    mill.say('RF01', { 'machine/reason': 'fault' })
    mill.pass(60)
    expect(mill.now().alarms).toMatchObject([{ key: STOPPED, state: 'unacknowledged' }])
    mill.say('RF01', { 'machine/reason': 'producing' })
    mill.pass(60)
    expect(mill.journal.transitions).toEqual([])
    mill.journal.failure = null
    mill.pass(1)
    expect(mill.journal.transitions.map(({ event }) => event)).toEqual(['raise', 'clear'])
  })

  it('a run begins all the same, with nothing of the one before, and is begun on the disk before its first line', () => {
    const mill = aMill()
    mill.say('RF01', { 'machine/reason': 'fault' })
    mill.pass(60)
    mill.journal.failure = FULL
    mill.begin('run-2')
    mill.pass(1)
    expect(mill.now()).toMatchObject({ run: 'run-2', alarms: [], journalProblem: FULL })
    mill.say('RF01', { 'machine/reason': 'fault' })
    mill.pass(60)
    expect(mill.journal.mills.get('jimo')).toMatchObject({ run: 'run-1' })
    const begun = mill.journal.transitions.length
    mill.journal.failure = null
    mill.pass(1)
    expect(mill.journal.mills.get('jimo')).toMatchObject({ run: 'run-2', sinceMs: START_MS + 62_000 })
    expect(mill.journal.transitions.slice(begun)).toMatchObject([{ run: 'run-2', event: 'raise', key: STOPPED }])
  })

  it('watchers hear within a second that it refuses, and that it takes again', () => {
    const mill = aMill()
    mill.pass(2)
    const problems = () => mill.revisions.splice(0).map(({ journalProblem }) => journalProblem)
    problems()
    mill.journal.failure = FULL
    mill.begin('run-2')
    mill.pass(1)
    expect(problems()).toEqual([FULL])
    expect(() => mill.act(OUT)).toThrow(/cannot be written/)
    mill.pass(1)
    mill.journal.failure = null
    problems()
    mill.pass(1)
    expect(problems()).toEqual([null])
    mill.pass(2)
    expect(problems()).toEqual([])
  })
})

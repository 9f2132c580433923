import 'reflect-metadata'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { KpiNow, StaffingNow } from '@wanding/contracts'
import { type MachineKind, MEASURES } from '@wanding/mill'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bus, BusModule } from '../bus'
import { ClockModule } from '../clock'
import { type ApiConfig, ConfigModule, loadConfig } from '../config'
import { KpiModule } from '../kpi'
import { frameAfter, HEALTHY_FRAME, HOUR_MS, MINUTE_MS, START_MS, Telemetry } from '../kpi/telemetry.builder'
import { TwinModule } from '../twin'
import { JIMO_EVENTS_PER_HOUR, JIMO_PERSONS } from './measured-mill.builder'
import { StaffingModule } from './staffing.module'
import { StaffingService } from './staffing.service'

const FRAMES = 84
let app: INestApplicationContext | undefined
let folder: TempFolder

beforeEach(async () => {
  folder = await tempFolder('staffing')
})

afterEach(async () => {
  await app?.close()
  app = undefined
  await folder.stop()
})

const config = (): Readonly<ApiConfig> => loadConfig({ LOG_LEVEL: 'silent', WANDING_DATA: folder.path })

async function theModules(settings: Readonly<ApiConfig> = config()) {
  app = await NestFactory.createApplicationContext(
    {
      module: class Root {},
      imports: [ConfigModule.of(settings), BusModule, ClockModule, TwinModule, KpiModule, StaffingModule],
    },
    { logger: false, abortOnError: false },
  )
  const bus = app.get(Bus)
  const heard: StaffingNow[] = []
  bus.on('staffing', (staffing) => heard.push(staffing))
  return { bus, heard, staffing: app.get(StaffingService), telemetry: new Telemetry(bus) }
}

type Park = readonly [
  prefix: string,
  kind: MachineKind,
  machines: number,
  sizes: Readonly<Record<string, number>>,
  countersPerHour: Readonly<Record<string, number>>,
]

const PARK: readonly Park[] = [
  ['BR', 'blowroom', 2, {}, { 'plucker/bales': JIMO_EVENTS_PER_HOUR.bales }],
  ['CD', 'card', 32, {}, { 'cans/count': JIMO_EVENTS_PER_HOUR.cardCans }],
  ['BD', 'breaker-draw', 14, {}, { 'cans/count': JIMO_EVENTS_PER_HOUR.breakerCans }],
  ['CB', 'comber', 30, {}, { 'laps/count': JIMO_EVENTS_PER_HOUR.laps }],
  ['FD', 'finisher-draw', 18, {}, { 'cans/count': JIMO_EVENTS_PER_HOUR.finisherCans }],
  [
    'RV',
    'roving-frame',
    12,
    { 'frame/spindles': 192 },
    { 'bobbins/count': JIMO_EVENTS_PER_HOUR.rovingBobbinsDoffed, 'breaks/running': JIMO_EVENTS_PER_HOUR.rovingBreaks },
  ],
  ['WD', 'winder', FRAMES, { 'winding/units': 24 }, { 'winding/cops': JIMO_EVENTS_PER_HOUR.copsWound }],
  ['PK', 'packing', 1, {}, { 'packing/cones': JIMO_EVENTS_PER_HOUR.conesPacked }],
]

/** Jimo in full, with counters that run as its plan says. */
class Jimo {
  private minute = 0
  private pieced = 0

  constructor(private readonly telemetry: Telemetry) {
    telemetry.birth('MILL', 'mill', START_MS, {
      'mill/spindles': FRAMES * 1200,
      'mill/count': 40,
      'mill/fullProduction': 17.32,
      'mill/shiftSystem': 'four-crews-three-shifts',
      'mill/crews': 4,
      'mill/attendance': 0.95,
      'mill/measures': MEASURES.join(','),
    })
    const persons = Object.entries(JIMO_PERSONS).map(([role, count]) => [`crew/persons/${role}`, count])
    telemetry.birth('CREW', 'crew', START_MS, { 'crew/name': 'A', ...Object.fromEntries(persons) })
    for (const [prefix, kind, machines, sizes, counters] of PARK) {
      for (let n = 1; n <= machines; n++) {
        telemetry.birth(idOf(prefix, n), kind, START_MS, { ...sizes, ...this.counted(counters, machines) })
      }
    }
    for (let n = 1; n <= FRAMES; n++) telemetry.birth(idOf('RF', n), 'ring-frame', START_MS, this.frame())
  }

  run(minutes: number, piecingFactor = 1): void {
    for (let i = 0; i < minutes; i++) {
      this.minute += 1
      this.pieced += (JIMO_EVENTS_PER_HOUR.endsPiecedByPeople / FRAMES / 60) * piecingFactor
      const atMs = START_MS + this.minute * MINUTE_MS
      for (let n = 1; n <= FRAMES; n++) this.telemetry.data(idOf('RF', n), atMs, this.frame())
      for (const [prefix, , machines, , counters] of PARK) {
        for (let n = 1; n <= machines; n++) {
          this.telemetry.data(idOf(prefix, n), atMs, this.counted(counters, machines))
        }
      }
    }
  }

  private frame() {
    const { rovingBobbinsCreeled, frameDoffs } = JIMO_EVENTS_PER_HOUR
    return {
      ...HEALTHY_FRAME,
      ...frameAfter(this.minute / 60),
      ...this.counted({ 'creel/bobbinsChanged': rovingBobbinsCreeled, 'doff/count': frameDoffs }, FRAMES),
      'piecing/byPeople': this.pieced,
    }
  }

  private counted(perHour: Readonly<Record<string, number>>, machines: number): Record<string, number> {
    return Object.fromEntries(
      Object.entries(perHour).map(([name, count]) => [name, (count * this.minute) / 60 / machines]),
    )
  }
}

const idOf = (prefix: string, number: number) => `${prefix}${String(number).padStart(2, '0')}`

describe('staffing on the bus', () => {
  it('is planned at first and measured after ten minutes of telemetry', async () => {
    const { staffing, telemetry } = await theModules()
    const jimo = new Jimo(telemetry)
    expect(staffing.now('jimo')).toMatchObject({ source: 'planned', basis: { windowMinutes: 0 } })
    jimo.run(9)
    expect(staffing.now('jimo')).toMatchObject({ source: 'planned' })
    jimo.run(2)
    const now = staffing.now('jimo')!
    expect(now.source).toBe('measured')
    expect(now.per10k.required).toBeCloseTo(9.71, 1)
    expect(now.per10k.rostered).toBeGreaterThan(10)
    expect(now.index).toBeGreaterThan(0.8)
    expect(now.index).toBeLessThan(0.95)
  })

  it('moves with the breaks that people piece and with the measures in force', async () => {
    const { staffing, telemetry } = await theModules()
    const jimo = new Jimo(telemetry)
    jimo.run(30)
    const calm = staffing.now('jimo')!.per10k.required!
    jimo.run(30, 4)
    const rough = staffing.now('jimo')!.per10k.required!
    expect(rough).toBeGreaterThan(calm + 0.5)
    telemetry.data('MILL', START_MS + HOUR_MS, { 'mill/measures': 'S1,S2,S3,S4,S5,S6,S7' })
    expect(staffing.now('jimo')!.per10k.required!).toBeGreaterThan(rough + 5)
  })

  it('is said at once for a new mill, and the figures of the mill take it from there', async () => {
    const { bus, heard, staffing, telemetry } = await theModules()
    staffing.announce()
    expect(heard).toEqual([])
    new Jimo(telemetry)
    staffing.announce()
    staffing.announce()
    expect(heard.map(({ mill }) => mill)).toEqual(['jimo'])
    const kpis: KpiNow[] = []
    bus.on('kpi', (kpi) => kpis.push(kpi))
    await expect.poll(() => kpis.length).toBeGreaterThan(0)
    expect(kpis[0]!.figures.personsPer10k.value).toBe(heard[0]!.per10k.required)
    expect(kpis[0]!.figures.workloadIndex.value).toBe(heard[0]!.index)
  })

  it('says nothing of a mill without a count, and nothing of one that nobody heard of', async () => {
    const { heard, staffing, telemetry } = await theModules()
    telemetry.birth('RF01', 'ring-frame', START_MS, HEALTHY_FRAME)
    staffing.announce()
    expect(heard).toEqual([])
    expect(staffing.now('jimo')).toBeUndefined()
    expect(staffing.now('other')).toBeUndefined()
  })

  it('does not start with a bad norms file', async () => {
    await expect(theModules({ ...config(), normsFile: '/nowhere/norms.yaml' })).rejects.toThrow(/NORMS.*ENOENT/)
  })
})

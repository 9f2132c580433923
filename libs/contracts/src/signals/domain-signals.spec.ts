import type { MachineKind } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { SIGNALS } from './catalogue'

/** What a mill information system is told of each machine (domain 1.4 and 6.3), and by which signals of ours. */
type Rows = readonly (readonly [what: string, ...signals: string[]])[]

const STATE: Rows = [['state and reason', 'machine/state', 'machine/mode', 'machine/reason']]
const POWER: Rows = [['kW and kWh', 'energy/power', 'energy/total']]
const OUTPUT: Rows = [...STATE, ...POWER, ['kg and kg/h', 'production/total', 'production/rate']]
const DRAWING: Rows = [
  ...OUTPUT,
  ['delivery m/min', 'delivery/speed'],
  ['levelling action %', 'levelling/action'],
  ['A %', 'sliver/countDeviation'],
  ['CVm', 'sliver/cv'],
  ['CV 1 m, 3 m, 5 m', 'sliver/cv1m', 'sliver/cv3m', 'sliver/cv5m'],
  ['thick places/km', 'sliver/thickPlaces'],
  ['spectrogram alarm', 'sliver/spectrogram', 'sliver/waveAmplitude', 'sliver/waveLength'],
  ['creel stop, can change, roller lap', 'machine/reason', 'stops/count'],
]

const TOLD: Partial<Record<MachineKind, Rows>> = {
  blowroom: [
    ...OUTPUT,
    ['plucker depth mm', 'plucker/depth'],
    ['bales left', 'plucker/balesLeft'],
    ['material feed kg/h', 'production/rate'],
    ['beater rpm', 'beater/speed'],
    ['duct pressure Pa', 'duct/pressure'],
    ['filter differential Pa', 'filter/pressure'],
    ['mixer chamber levels %', 'mixer/level'],
    ['metal count', 'metal/count'],
    ['spark count', 'sparks/count'],
    ['foreign-fibre ejections', 'foreignFibre/ejections'],
  ],
  card: [
    ...OUTPUT,
    ['delivery m/min', 'delivery/speed'],
    ['cylinder, licker-in, flats', 'cylinder/speed', 'lickerIn/speed', 'flats/speed'],
    ['sliver count deviation A %', 'sliver/countDeviation'],
    ['CV 1 m, CV 100 m', 'sliver/cv1m', 'sliver/cv100m'],
    ['neps/g', 'sliver/neps'],
    ['suction Pa', 'suction/pressure'],
    ['can metres', 'can/metres'],
    ['stops by cause', 'machine/reason', 'stops/count'],
  ],
  'breaker-draw': DRAWING,
  'finisher-draw': DRAWING,
  'lap-former': [...OUTPUT, ['delivery m/min', 'delivery/speed'], ['lap 25 kg', 'lap/weight', 'laps/count']],
  comber: [
    ...OUTPUT,
    ['nips/min', 'nips/rate'],
    ['noil %', 'noil'],
    ['sliver CV', 'sliver/cv'],
    ['suction', 'suction/pressure'],
    ['laps remaining m', 'laps/remaining'],
    ['head-stop flags', 'heads/stopped'],
  ],
  'roving-frame': [
    ...OUTPUT,
    ['flyer rpm', 'flyer/speed'],
    ['delivery', 'delivery/speed'],
    ['roving tension', 'roving/tension'],
    ['length m', 'doff/metres'],
    ['breaks', 'breaks/running', 'spindles/runHours'],
    ['break flags per position', 'positions/state', 'positions/breaks'],
    ['doff state', 'doff/progress', 'doff/count', 'machine/reason'],
    ['suction', 'suction/pressure'],
  ],
  'ring-frame': [
    ...OUTPUT,
    ['mean spindle rpm set and actual', 'spindle/speedSet', 'spindle/speed'],
    ['front roller rpm and m/min', 'frontRoller/speed', 'frontRoller/delivery'],
    ['twist TPM', 'spin/twist'],
    ['total draft', 'spin/draft'],
    ['ring-rail height mm', 'doff/railHeight'],
    ['doff progress %', 'doff/progress'],
    ['metres spun', 'doff/metres'],
    ['cop weight g', 'doff/copWeight'],
    ['doff count and time to doff', 'doff/count', 'doff/timeToDoff'],
    ['spindles producing, ends down', 'spindles/producing', 'spindles/endsDown'],
    ['idle, slip, rogue', 'spindles/idle', 'spindles/slip', 'spindles/rogue'],
    ['breaks since doff, start-up breaks last doff', 'breaks/sinceDoff', 'breaks/startUpLastDoff'],
    ['drafting and compact suction Pa', 'suction/drafting', 'suction/compact'],
    ['inverter temperature', 'inverter/temperature'],
    ['cleaner position', 'cleaner/position'],
    ['air bar', 'air/pressure'],
    ['lot, count, operator', 'frame/lot', 'spin/count', 'frame/crew'],
    ['spindle: state code; idle, slip, rogue and roving-stop flags', 'spindles/state'],
    ['spindle: traveller rpm, slip %', 'spindles/rpm'],
    ['spindle: breaks, last break, down-time, restart and repeat breaks (6.3)', 'spindles/transitions'],
    ['repair time (6.3)', 'piecing/lastResponse', 'piecing/downSeconds'],
  ],
  winder: [
    ...OUTPUT,
    ['m/min', 'winding/speed'],
    ['bobbins fed', 'winding/cops'],
    ['splices and splice failures %', 'winding/splices', 'winding/spliceFailures'],
    ['cuts N, S, L, T', 'cuts/N', 'cuts/S', 'cuts/L', 'cuts/T'],
    ['cuts C+, C-, CC, PF, FD, jo', 'cuts/Cplus', 'cuts/Cminus', 'cuts/CC', 'cuts/PF', 'cuts/FD', 'cuts/jo'],
    ['red lights %', 'winding/redLights'],
    ['packages', 'winding/cones'],
    ['wax', 'yarn/wax'],
    ['tension cN', 'yarn/tension'],
    ['CVm, IPI, H from the clearer', 'yarn/cv', 'yarn/imperfections', 'yarn/hairiness'],
    ['suction mbar and air bar', 'suction/pressure', 'air/pressure'],
    ['tube reject %', 'winding/tubeRejects'],
    ['by unit: state, cuts, splice failures', 'units/state', 'units/cuts', 'units/spliceFailures'],
    ['package kg of each unit', 'units/package'],
    ['spindle-to-winder fault map (6.4)', 'spindles/cuts'],
  ],
  packing: [
    ...OUTPUT,
    ['cones/h', 'packing/rate', 'packing/cones'],
    ['vision rejects', 'packing/rejects'],
    ['cone weight g', 'packing/coneWeight'],
    ['pallets', 'packing/pallets'],
    ['label ID and pallet ID', 'packing/labelId', 'packing/palletId'],
  ],
  agv: [
    ...STATE,
    ['battery %', 'battery/level'],
    ['x/y', 'position/x', 'position/y'],
    ['task', 'mission/task', 'mission/from', 'mission/to'],
    ['can/lap ID', 'mission/load'],
    ['missions and distance', 'mission/count', 'mission/distance'],
  ],
  store: [
    ...STATE,
    ...POWER,
    ['pallets stored, places', 'store/pallets', 'store/capacity', 'store/occupancy'],
    ['cones and kg', 'store/cones', 'store/weight'],
    ['in and out', 'pallets/in', 'pallets/out'],
    ['occupancy by article', 'articles/names', 'articles/pallets'],
    ['occupancy by lot', 'lots/names', 'lots/pallets'],
    ['pallets that lack cones', 'pallets/aside'],
    ['oldest pallet', 'pallets/oldest', 'pallets/oldestAge'],
    ['stacker crane', 'crane/task', 'crane/pallet', 'crane/moves'],
    ['trucks', 'shipping/due', 'shipping/trucks'],
  ],
  'air-conditioning': [
    ...STATE,
    ...POWER,
    ['dry bulb and RH', 'zone/temperature', 'zone/relativeHumidity'],
    ['8-16 sensors a hall', 'zone/temperature2', 'zone/relativeHumidity2'],
    ['supply and return fan Hz', 'fan/frequency', 'fan/returnFrequency'],
    ['spray pump', 'spray/pump'],
    ['damper %', 'damper/outsideAir'],
    ['filter Pa', 'filter/pressure'],
    ['absolute humidity g/kg', 'zone/absoluteHumidity'],
  ],
  'compressed-air': [
    ...STATE,
    ...POWER,
    ['bar per ring main', 'air/pressure'],
    ['flow', 'air/flow'],
    ['dew point', 'air/dewPoint'],
    ['compressor load %', 'compressor/load'],
    ['leak estimate', 'air/leaks'],
  ],
  electricity: [
    ...STATE,
    ...POWER,
    ['voltage', 'feeder/voltage'],
    ['15-min demand', 'feeder/demand'],
    ['specific use by department', 'department/ring', 'department/winding', 'department/airConditioning'],
  ],
}

/** What domain 1.4 names and the catalogue leaves out, and why. */
const LEFT_OUT: readonly (readonly [what: string, why: string])[] = [
  ['operator as a person', 'frames name the crew: persons are not tracked'],
]

const ROWS = Object.entries(TOLD).flatMap(([kind, rows]) => rows.map((row) => [kind, ...row] as const))

describe('the catalogue tells what domain 1.4 and 6.3 name', () => {
  it.each(ROWS)('%s: %s', (kind, _what, ...names) => {
    const told = new Set(SIGNALS[kind as MachineKind].map(({ name }) => name))
    expect(names.filter((name) => !told.has(name))).toEqual([])
  })

  it('and what it leaves out has a reason', () => {
    for (const [what, why] of LEFT_OUT) expect(why, what).toMatch(/\w{3,}/)
    expect(new Set(LEFT_OUT.map(([what]) => what)).size).toBe(LEFT_OUT.length)
  })
})

import type { TaskTime } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import { call, cancelCall } from '../people/calls'
import { drawBreak } from '../ring-room/breaks'
import { retarget } from '../utilities/climate'
import { setMain } from '../utilities/compressed-air'
import { PlantPart } from '../utilities/plant-part'
import { restartInBlocks, tripFeeder } from '../utilities/voltage-sag'
import type { FaultMechanism } from './fault-mechanism'

/** Repair of a plant's spray, and of a drop of pressure: the standby compressor started, the leak found (domain 3), s. */
const RESTORE_SPRAY_S: TaskTime = [1500, 3600, 10_800]
const RESTORE_AIR_S: TaskTime = [90, 300, 1200]
/** Change of all filter mats of a plant [EST]. */
const CHANGE_FILTER_S: TaskTime = [1800, 3600, 9000]

/** A plant can need somebody for its spray and for its filter at once. */
const sprayOf = (zone: number) => ({ kind: 'air-conditioning' as const, index: zone, position: PlantPart.spray })
const filterOf = (zone: number) => ({ kind: 'air-conditioning' as const, index: zone, position: PlantPart.filter })
const mainOf = (main: number) => ({ kind: 'compressed-air' as const, index: main })

/** The climate of a zone goes another way: so does the hazard of its frames. */
export function climateChanged(mill: Mill, zone: number, atMs: number): void {
  retarget(mill, zone, atMs)
  const [first, last] = mill.plan.zones[zone]!.frames
  for (let frame = first - 1; frame < last; frame++) drawBreak(mill, frame, atMs)
}

function setHumidityLoss(mill: Mill, zone: number, percent: number, atMs: number): void {
  mill.state.zones.humidityLoss[zone] = percent
  climateChanged(mill, zone, atMs)
}

function setAirLost(mill: Mill, zone: number, percent: number, atMs: number): void {
  mill.state.zones.airLost[zone] = percent / 100
  climateChanged(mill, zone, atMs)
}

function setLoss(mill: Mill, main: number, bar: number, atMs: number): void {
  mill.state.airMains.lossBar[main] = bar
  setMain(mill, main, atMs)
}

/** Faults of air conditioning, compressed air and electricity. */
export const UTILITY_MECHANISMS = {
  'humidification-failure': {
    onset: (mill, { place, severity }, atMs) => {
      setHumidityLoss(mill, place, severity, atMs)
      call(mill, { task: 'repair-utility', machine: sprayOf(place), dueMs: atMs, workS: RESTORE_SPRAY_S })
    },
    cure: (mill, { place }, atMs) => {
      cancelCall(mill, 'repair-utility', sprayOf(place))
      setHumidityLoss(mill, place, 0, atMs)
    },
  },
  'air-filter-clogged': {
    onset: (mill, { place, severity }, atMs) => {
      setAirLost(mill, place, severity, atMs)
      call(mill, { task: 'repair-utility', machine: filterOf(place), dueMs: atMs, workS: CHANGE_FILTER_S })
    },
    cure: (mill, { place }, atMs) => {
      cancelCall(mill, 'repair-utility', filterOf(place))
      setAirLost(mill, place, 0, atMs)
    },
  },
  'compressed-air-drop': {
    onset: (mill, { place, severity }, atMs) => {
      setLoss(mill, place, severity, atMs)
      call(mill, { task: 'repair-utility', machine: mainOf(place), dueMs: atMs, workS: RESTORE_AIR_S })
    },
    cure: (mill, { place }, atMs) => {
      cancelCall(mill, 'repair-utility', mainOf(place))
      setLoss(mill, place, 0, atMs)
    },
  },
  'voltage-sag': {
    onset: (mill, { place, severity }, atMs) => tripFeeder(mill, place, severity, atMs),
    cure: (mill, { place }, atMs) => restartInBlocks(mill, place, atMs),
  },
} as const satisfies Record<string, FaultMechanism>

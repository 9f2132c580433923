import type { MetricValue } from '@wanding/sparkplug'
import type { MachineReading } from '../engine'

type Values = Readonly<Record<string, MetricValue>>

/** A vehicle by the names of the catalogue. */
export const agvValues = (agv: Extract<MachineReading, { kind: 'agv' }>): Values => ({
  'battery/level': agv.batteryPercent,
  'position/x': agv.xM,
  'position/y': agv.yM,
  'mission/task': agv.task,
  'mission/load': agv.load,
  'mission/from': agv.from,
  'mission/to': agv.to,
  'mission/count': agv.missions,
  'mission/distance': agv.metres,
  'fleet/waiting': agv.waiting,
})

/** The store by the names of the catalogue. */
export const storeValues = (store: Extract<MachineReading, { kind: 'store' }>): Values => ({
  'store/pallets': store.pallets,
  'store/capacity': store.capacity,
  'store/occupancy': store.fillPercent,
  'store/weight': store.kg,
  'store/cones': store.cones,
  'pallets/oldestAge': store.oldestHours,
  'pallets/oldest': store.oldestPallet,
  'pallets/in': store.palletsIn,
  'pallets/out': store.palletsOut,
  'pallets/waiting': store.palletsWaiting,
  'pallets/aside': store.palletsAside,
  'articles/names': store.articles.map(({ article }) => article).join(', '),
  'articles/pallets': Uint16Array.from(store.articles, ({ pallets }) => pallets),
  'lots/names': store.lots.map(({ lot }) => lot).join(', '),
  'lots/pallets': Uint16Array.from(store.lots, ({ pallets }) => pallets),
  'crane/task': store.crane,
  'crane/pallet': store.cranePallet,
  'crane/moves': store.craneMoves,
  'shipping/due': store.palletsDue,
  'shipping/trucks': store.trucks,
})

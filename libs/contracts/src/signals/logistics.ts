import { COMMON } from './common'
import { array, counter, gauge, type Signal, word } from './signal'

const SLOW_MS = 5000
const CALM_MS = 15_000
const MINUTE_MS = 60_000

const place = (axis: 'x' | 'y', zh: string, meaning: string): Signal =>
  gauge(`position/${axis}`, 'm', `Place ${axis}`, zh, {
    range: [0, 10_000],
    deadband: 0.5,
    periodMs: SLOW_MS,
    meaning,
  })

/** Vehicle for cans and laps AGV (domain 1.4). */
export const AGV: readonly Signal[] = [
  ...COMMON,
  gauge('battery/level', '%', 'Battery', '电量', { range: [0, 100], deadband: 0.5, periodMs: SLOW_MS }),
  place('x', '位置X', 'Along the main aisle of the ring room, from the first frame'),
  place('y', '位置Y', 'Away from the main aisle, towards the blowroom'),
  word('mission/task', 'Task', '任务', 'waiting, to-machine, loading, to-store, unloading, to-charger or charging'),
  word(
    'mission/load',
    'Load',
    '载荷编号',
    'The can, or the first lap of a set, by the machine that made it and its number there; empty without a load',
    'none',
  ),
  word('mission/from', 'Fetched from', '取货机台', 'Machine that the load is fetched from', 'none'),
  word('mission/to', 'Brought to', '送往', 'Store that the load is brought to, by what it holds', 'none'),
  counter('mission/count', '', 'Missions', '任务次数', { periodMs: SLOW_MS }),
  counter('mission/distance', 'm', 'Distance', '行驶里程', { datatype: 'Double', deadband: 5, periodMs: CALM_MS }),
  gauge('fleet/waiting', '', 'Loads waiting', '待运载荷', {
    datatype: 'UInt16',
    periodMs: CALM_MS,
    meaning: 'Cans and sets of laps that wait for any vehicle of the fleet',
  }),
]

/** Automated store for pallets of cones 立体仓库 (domain 1.4). */
export const STORE: readonly Signal[] = [
  ...COMMON,
  gauge('energy/power', 'kW', 'Power', '功率', { range: [0, 40], deadband: 0.1, periodMs: SLOW_MS }),
  counter('energy/total', 'kWh', 'Energy', '电能', {
    datatype: 'Double',
    periodMs: MINUTE_MS,
    meaning: 'Energy taken since installation; a part of light and logistics',
  }),
  gauge('store/pallets', '', 'Pallets stored', '库存托盘数', { datatype: 'UInt32', periodMs: SLOW_MS }),
  gauge('store/capacity', '', 'Places', '货位数', { datatype: 'UInt32', periodMs: MINUTE_MS }),
  gauge('store/occupancy', '%', 'Occupancy', '库容率', {
    range: [0, 100],
    deadband: 0.1,
    periodMs: SLOW_MS,
  }),
  gauge('store/weight', 'kg', 'Yarn stored', '库存纱量', { range: [0, 1e8], deadband: 1, periodMs: CALM_MS }),
  gauge('store/cones', '', 'Cones stored', '库存筒纱数', { datatype: 'UInt32', periodMs: CALM_MS }),
  gauge('pallets/oldestAge', 'h', 'Age of the oldest pallet', '最久托盘库龄', {
    range: [0, 10_000],
    deadband: 0.1,
    periodMs: MINUTE_MS,
    meaning: 'Since it was packed',
  }),
  word('pallets/oldest', 'Oldest pallet', '最久托盘', 'The pallet that is sent off next', 'none'),
  counter('pallets/in', '', 'Pallets taken in', '入库托盘数', { periodMs: SLOW_MS }),
  counter('pallets/out', '', 'Pallets sent off', '出库托盘数', { periodMs: SLOW_MS }),
  gauge('pallets/waiting', '', 'Pallets at the lines', '待入库托盘', {
    datatype: 'UInt16',
    periodMs: SLOW_MS,
    meaning: 'Packed and set down at the packing lines, not fetched by the crane yet',
  }),
  gauge('pallets/aside', '', 'Pallets set aside', '未满托盘', {
    datatype: 'UInt16',
    periodMs: SLOW_MS,
    meaning: 'Unfinished beside the packing lines, until there are more cones of their article',
  }),
  word('articles/names', 'Articles', '品种', 'Articles of the pallets stored, with commas; a pallet holds one', 'none'),
  array('articles/pallets', 'UInt16Array', '', 'Pallets by article', '分品种托盘数', {
    periodMs: CALM_MS,
    meaning: 'Pallets stored of each article, in the order of the names',
  }),
  word('lots/names', 'Bale lots', '原棉批号', 'Bale lots of the pallets stored, the oldest first, with commas', 'none'),
  array('lots/pallets', 'UInt16Array', '', 'Pallets by lot', '分批托盘数', {
    periodMs: CALM_MS,
    meaning: 'Pallets stored that hold most of each lot, in the order of the names',
  }),
  word('crane/task', 'Stacker crane', '堆垛机', 'idle, storing or retrieving'),
  word('crane/pallet', 'Pallet on the crane', '堆垛机托盘', 'The pallet that it carries; empty for none', 'none'),
  counter('crane/moves', '', 'Crane moves', '堆垛次数', { periodMs: SLOW_MS }),
  gauge('shipping/due', '', 'Pallets for the trucks', '待装车托盘', {
    datatype: 'UInt16',
    periodMs: SLOW_MS,
    meaning: 'Pallets that trucks at the dock still wait for',
  }),
  counter('shipping/trucks', '', 'Trucks', '发货车次', { periodMs: SLOW_MS }),
]

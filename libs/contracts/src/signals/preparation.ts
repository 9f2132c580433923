import { COMMON, productionAndEnergy } from './common'
import { array, counter, gauge, type Signal, word } from './signal'

const SLOW_MS = 5000
const MINUTE_MS = 60_000

/** Stops of a machine's own, changes of cans and laps not counted. */
const STOPS = counter('stops/count', '', 'Stops', '停台次数', { periodMs: SLOW_MS })
const NEPS = gauge('sliver/neps', '1/g', 'Neps', '棉结', { range: [0, 400], deadband: 0.5, periodMs: MINUTE_MS })
const deviation = (meaning: string): Signal =>
  gauge('sliver/countDeviation', '%', 'Count deviation A %', '重量偏差A%', {
    range: [-6, 6],
    deadband: 0.05,
    periodMs: 10_000,
    meaning,
  })
const suction = (most: number): Signal =>
  gauge('suction/pressure', 'Pa', 'Suction', '吸风负压', { range: [0, most], deadband: 5, periodMs: 10_000 })

/** Evenness over lengths of sliver; in the middle of a can it hardly changes. */
const cv = (name: string, en: string, zh: string): Signal =>
  gauge(name, '%', en, zh, { range: [0, 12], deadband: 0.02, periodMs: MINUTE_MS })

/** Blowroom line 清花 (domain 1.4). */
export const BLOWROOM: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, 1600, 300),
  gauge('plucker/depth', 'mm', 'Plucking depth', '抓取深度', { range: [0, 10], deadband: 0.05, periodMs: SLOW_MS }),
  gauge('plucker/balesLeft', '', 'Bales left', '剩余棉包', { datatype: 'UInt16', periodMs: SLOW_MS }),
  counter('plucker/bales', '', 'Bales opened', '开包数', { periodMs: SLOW_MS }),
  word('plucker/lot', 'Bale lot', '原棉批号', 'Bale lot that is laid down before the plucker'),
  gauge('beater/speed', 'rpm', 'Beater speed', '打手转速', { range: [0, 1000], deadband: 1, periodMs: SLOW_MS }),
  gauge('duct/pressure', 'Pa', 'Duct pressure', '风管压力', { range: [0, 1200], deadband: 5, periodMs: 10_000 }),
  gauge('filter/pressure', 'Pa', 'Filter differential pressure', '滤网压差', {
    range: [0, 600],
    deadband: 3,
    periodMs: 10_000,
  }),
  gauge('mixer/level', '%', 'Mixer chambers', '多仓料位', { range: [0, 110], deadband: 0.5, periodMs: SLOW_MS }),
  counter('metal/count', '', 'Metal ejected', '排金属次数', { periodMs: SLOW_MS }),
  counter('sparks/count', '', 'Sparks', '火星数', { periodMs: 1000 }),
  gauge('foreignFibre/ejections', '1/h', 'Foreign fibre ejections', '异纤排除', {
    range: [0, 1000],
    deadband: 2,
    periodMs: MINUTE_MS,
  }),
  STOPS,
]

/** Card 梳棉机 (domain 1.4). */
export const CARD: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, 150, 25),
  gauge('delivery/speed', 'm/min', 'Delivery', '出条速度', { range: [0, 400], deadband: 0.5, periodMs: SLOW_MS }),
  gauge('cylinder/speed', 'rpm', 'Cylinder speed', '锡林转速', { range: [0, 650], deadband: 1, periodMs: SLOW_MS }),
  gauge('lickerIn/speed', 'rpm', 'Licker-in speed', '刺辊转速', { range: [0, 1500], deadband: 3, periodMs: SLOW_MS }),
  gauge('flats/speed', 'mm/min', 'Flats speed', '盖板速度', { range: [0, 500], deadband: 2, periodMs: SLOW_MS }),
  deviation('Mass per metre of the sliver against the set one'),
  cv('sliver/cv1m', 'CV over 1 m', '1 m片段CV'),
  cv('sliver/cv100m', 'CV over 100 m', '100 m片段CV'),
  NEPS,
  suction(1200),
  gauge('can/metres', 'm', 'Can metres', '条筒米数', { range: [0, 20_000], deadband: 20, periodMs: 10_000 }),
  counter('cans/count', '', 'Cans filled', '满筒数', { periodMs: SLOW_MS }),
  STOPS,
]

const drawing = (most: number): readonly Signal[] => [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, most, 30),
  gauge('delivery/speed', 'm/min', 'Delivery', '出条速度', { range: [0, 1200], deadband: 1, periodMs: SLOW_MS }),
  gauge('levelling/action', '%', 'Levelling action', '匀整量', { range: [-25, 25], deadband: 0.1, periodMs: 10_000 }),
  deviation('Mass per metre of the sliver against the set one; alarm at ±0.7 … 1.0, stop at ±2 … 3'),
  cv('sliver/cv', 'CVm', '条干CV'),
  cv('sliver/cv1m', 'CV over 1 m', '1 m片段CV'),
  cv('sliver/cv3m', 'CV over 3 m', '3 m片段CV'),
  cv('sliver/cv5m', 'CV over 5 m', '5 m片段CV'),
  gauge('sliver/thickPlaces', '1/km', 'Thick places', '粗节', { range: [0, 100], deadband: 0.2, periodMs: MINUTE_MS }),
  gauge('sliver/spectrogram', '', 'Spectrogram alarm', '波谱图报警', {
    datatype: 'UInt8',
    range: [0, 1],
    periodMs: SLOW_MS,
    meaning: '1 while a periodic fault stands out of the spectrogram, else 0',
  }),
  gauge('sliver/waveAmplitude', '%', 'Highest periodic amplitude', '机械波振幅', {
    range: [0, 30],
    deadband: 0.05,
    periodMs: MINUTE_MS,
    meaning: 'Height of the highest peak of the spectrogram, as amplitude of the mass per metre; alarm above 1.5 %',
  }),
  gauge('sliver/waveLength', 'cm', 'Wave length of the alarm', '机械波波长', {
    range: [0, 2000],
    deadband: 0.5,
    periodMs: SLOW_MS,
    meaning: 'Of the peak that alarms, 0 without one: it names the roller',
  }),
  counter('cans/count', '', 'Cans filled', '满筒数', { periodMs: SLOW_MS }),
  STOPS,
]

/** Breaker drawing delivery 预并 (domain 1.4). */
export const BREAKER_DRAW = drawing(300)
/** Finisher drawing delivery with autoleveller 末并 (domain 1.4). */
export const FINISHER_DRAW = drawing(200)

/** Lap former 条并卷机 (domain 1.4). */
export const LAP_FORMER: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, 800, 40),
  gauge('delivery/speed', 'm/min', 'Delivery', '出卷速度', { range: [0, 200], deadband: 0.5, periodMs: SLOW_MS }),
  gauge('lap/weight', 'kg', 'Lap on the winding head', '卷重', { range: [0, 40], deadband: 0.2, periodMs: 10_000 }),
  counter('laps/count', '', 'Laps made', '成卷数', { periodMs: SLOW_MS }),
  STOPS,
]

/** Comber 精梳机 (domain 1.4). */
export const COMBER: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, 100, 12),
  gauge('nips/rate', '1/min', 'Nips', '钳次', { range: [0, 600], deadband: 1, periodMs: SLOW_MS }),
  gauge('noil', '%', 'Comber noil', '精梳落棉率', { range: [0, 30], deadband: 0.05, periodMs: MINUTE_MS }),
  cv('sliver/cv', 'CVm', '条干CV'),
  NEPS,
  suction(1500),
  gauge('laps/remaining', 'm', 'Lap left', '小卷剩余', { range: [0, 500], deadband: 2, periodMs: 10_000 }),
  gauge('heads/stopped', '', 'Heads stopped', '停台眼数', {
    datatype: 'UInt8',
    range: [0, 255],
    periodMs: SLOW_MS,
    meaning: 'Heads without lap or sliver, one bit each',
  }),
  counter('laps/count', '', 'Laps used', '用卷数', { periodMs: SLOW_MS }),
  counter('cans/count', '', 'Cans filled', '满筒数', { periodMs: SLOW_MS }),
  STOPS,
]

/** Roving frame 粗纱机 (domain 1.4). */
export const ROVING_FRAME: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, 300, 50),
  gauge('flyer/speed', 'rpm', 'Flyer speed', '锭翼转速', { range: [0, 1600], deadband: 1, periodMs: SLOW_MS }),
  gauge('delivery/speed', 'm/min', 'Delivery', '出条速度', { range: [0, 60], deadband: 0.1, periodMs: SLOW_MS }),
  gauge('roving/tension', '%', 'Roving tension', '粗纱张力', { range: [0, 200], deadband: 0.5, periodMs: 10_000 }),
  gauge('doff/progress', '%', 'Doff progress', '落纱进度', { range: [0, 100], deadband: 0.2, periodMs: SLOW_MS }),
  gauge('doff/metres', 'm', 'Length on the bobbin', '满纱长度', {
    range: [0, 20_000],
    deadband: 10,
    periodMs: 10_000,
  }),
  suction(2000),
  gauge('frame/spindles', '', 'Spindles installed', '安装锭数', { datatype: 'UInt32', periodMs: MINUTE_MS }),
  counter('doff/count', '', 'Doffs', '落纱次数', { periodMs: SLOW_MS }),
  counter('bobbins/count', '', 'Bobbins doffed', '粗纱管数', { periodMs: SLOW_MS }),
  counter('breaks/running', '', 'Roving breaks', '粗纱断头数', { periodMs: SLOW_MS }),
  counter('spindles/runHours', 'h', 'Spindle-hours running', '运转锭时', { datatype: 'Double', periodMs: SLOW_MS }),
  gauge('store/bobbins', '', 'Bobbins in the store', '粗纱库存', {
    datatype: 'UInt32',
    periodMs: MINUTE_MS,
    meaning: 'Bobbins of this frame that wait in the roving store',
  }),
  array('positions/state', 'UInt8Array', '', 'Position states', '锭位状态', {
    periodMs: SLOW_MS,
    meaning: 'One byte a spindle, spindle 1 first: 0 no signal, 1 running, 2 roving broken, waits for piecing',
  }),
  array('positions/breaks', 'UInt16Array', '', 'Breaks by position', '锭位断头', {
    periodMs: MINUTE_MS,
    meaning: 'Roving breaks of each spindle since the counters began, spindle 1 first',
  }),
  STOPS,
]

/** Packing line 自动包装线. */
export const PACKING: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, 2500, 40),
  counter('packing/cones', '', 'Cones packed', '包装筒纱数', { periodMs: SLOW_MS }),
  gauge('packing/rate', '1/h', 'Cones an hour', '包装速度', { range: [0, 3000], deadband: 2, periodMs: SLOW_MS }),
  gauge('packing/rejects', '%', 'Vision rejects', '外观剔除率', {
    range: [0, 20],
    deadband: 0.05,
    periodMs: MINUTE_MS,
  }),
  gauge('packing/coneWeight', 'g', 'Cone weight', '筒纱重量', { range: [0, 6000], deadband: 1, periodMs: 10_000 }),
  counter('packing/pallets', '', 'Pallets closed', '托盘数', { periodMs: SLOW_MS }),
  word('packing/palletId', 'Pallet', '托盘号', 'The pallet in the line; empty for none', 'none'),
  {
    ...word('packing/labelId', 'Label', '标签号', 'The cone that is packed: winder, unit and running number', 'none'),
    periodMs: SLOW_MS,
  },
  STOPS,
  counter('packing/bags', '', 'Bags closed', '包装袋数', { periodMs: SLOW_MS }),
]

import { COMMON, productionAndEnergy } from './common'
import { counter, gauge, type Signal } from './signal'

const SLOW_MS = 5000
const MINUTE_MS = 60_000

/** Blowroom line 清花 (domain 1.4). */
export const BLOWROOM: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, 1600, 300),
  gauge('plucker/depth', 'mm', 'Plucking depth', '抓取深度', { range: [0, 10], deadband: 0.05, periodMs: SLOW_MS }),
  gauge('plucker/balesLeft', '', 'Bales left', '剩余棉包', { datatype: 'UInt16', periodMs: SLOW_MS }),
  counter('plucker/bales', '', 'Bales opened', '开包数', { periodMs: SLOW_MS }),
]

/** Card 梳棉机 (domain 1.4). */
export const CARD: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, 150, 25),
  gauge('delivery/speed', 'm/min', 'Delivery', '出条速度', { range: [0, 400], deadband: 0.5, periodMs: SLOW_MS }),
  gauge('cylinder/speed', 'rpm', 'Cylinder speed', '锡林转速', { range: [0, 650], deadband: 1, periodMs: SLOW_MS }),
  counter('cans/count', '', 'Cans filled', '满筒数', { periodMs: SLOW_MS }),
]

const drawing = (most: number): readonly Signal[] => [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, most, 30),
  gauge('delivery/speed', 'm/min', 'Delivery', '出条速度', { range: [0, 1200], deadband: 1, periodMs: SLOW_MS }),
  counter('cans/count', '', 'Cans filled', '满筒数', { periodMs: SLOW_MS }),
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
  counter('laps/count', '', 'Laps made', '成卷数', { periodMs: SLOW_MS }),
]

/** Comber 精梳机 (domain 1.4). */
export const COMBER: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, 100, 12),
  gauge('nips/rate', '1/min', 'Nips', '钳次', { range: [0, 600], deadband: 1, periodMs: SLOW_MS }),
  gauge('noil', '%', 'Comber noil', '精梳落棉率', { range: [0, 30], deadband: 0.05, periodMs: MINUTE_MS }),
  counter('laps/count', '', 'Laps used', '用卷数', { periodMs: SLOW_MS }),
]

/** Roving frame 粗纱机 (domain 1.4). */
export const ROVING_FRAME: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, 300, 50),
  gauge('flyer/speed', 'rpm', 'Flyer speed', '锭翼转速', { range: [0, 1600], deadband: 1, periodMs: SLOW_MS }),
  gauge('doff/progress', '%', 'Doff progress', '落纱进度', { range: [0, 100], deadband: 0.2, periodMs: SLOW_MS }),
  gauge('frame/spindles', '', 'Spindles installed', '安装锭数', { datatype: 'UInt32', periodMs: MINUTE_MS }),
  counter('doff/count', '', 'Doffs', '落纱次数', { periodMs: SLOW_MS }),
  counter('bobbins/count', '', 'Bobbins doffed', '粗纱管数', { periodMs: SLOW_MS }),
  counter('breaks/running', '', 'Roving breaks', '粗纱断头数', { periodMs: SLOW_MS }),
  counter('spindles/runHours', 'h', 'Spindle-hours running', '运转锭时', { datatype: 'Double', periodMs: SLOW_MS }),
]

/** Packing line 自动包装线. */
export const PACKING: readonly Signal[] = [
  ...COMMON,
  ...productionAndEnergy(SLOW_MS, 2500, 40),
  counter('packing/cones', '', 'Cones packed', '包装筒纱数', { periodMs: SLOW_MS }),
  counter('packing/bags', '', 'Bags closed', '包装袋数', { periodMs: SLOW_MS }),
]

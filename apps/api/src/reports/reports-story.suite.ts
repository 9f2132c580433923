import type { Bus } from '../bus'
import type { KpiService } from '../kpi/kpi.service'
import { HOUR_MS, MINUTE_MS, START_MS, Telemetry } from '../kpi/telemetry.builder'
import type { StoreWriter } from '../store/store-writer'

const FRAMES = ['RF01', 'RF02']
/** Start is 06:00 UTC, 14:00 at the mill: the second shift, after eight hours of the first. */
export const SHIFT1 = START_MS - 6 * HOUR_MS

/** A shift of eight hours on two frames, and twenty minutes of the next. */
export function tellAShift(bus: Bus, kpi: KpiService, writer: StoreWriter): Telemetry {
  const telemetry = new Telemetry(bus)
  telemetry.gatewayOnline('G01', SHIFT1)
  telemetry.birth('MILL', 'mill', SHIFT1, {
    'mill/nameEn': 'Jimo mill',
    'mill/nameZh': '即墨纺纱厂',
    'mill/simulated': true,
    'mill/utcOffset': 480,
    'mill/spindles': 2400,
    'mill/count': 40,
    'mill/fullProduction': 17,
    'mill/shiftSystem': 'four-crews-three-shifts',
  })
  telemetry.birth('CREW', 'crew', SHIFT1, { 'crew/name': 'A', 'crew/shift': 1, 'crew/shiftStart': SHIFT1 })
  for (const frame of FRAMES)
    telemetry.birth(frame, 'ring-frame', SHIFT1, {
      'machine/state': 'Executing',
      'machine/reason': 'producing',
      'frame/spindles': 1200,
      'frame/zone': 'Z1',
      'spin/count': 40,
      'production/total': 5000,
      'energy/total': 100,
      'spindles/runHours': 0,
      'breaks/running': 0,
      'doff/count': 4,
    })
  for (let minute = 1; minute <= 500; minute++) {
    const atMs = SHIFT1 + minute * MINUTE_MS
    for (const [index, frame] of FRAMES.entries()) {
      const doffing = index === 0 && minute >= 240 && minute < 243
      telemetry.data(frame, atMs, {
        'production/total': 5000 + minute * 0.32,
        'energy/total': 100 + minute * 0.8,
        'spindles/runHours': minute * 19,
        'breaks/running': Math.floor(minute / 10),
        'doff/count': minute >= 243 ? 5 : 4,
        'machine/state': doffing ? 'NotExecuting' : 'Executing',
        'machine/reason': doffing ? 'doffing' : 'producing',
      })
    }
    if (minute === 480) telemetry.data('CREW', atMs, { 'crew/name': 'B', 'crew/shift': 2, 'crew/shiftStart': atMs })
    kpi.announce()
    if (minute % 60 === 0) writer.tick()
  }
  writer.tick()
  return telemetry
}

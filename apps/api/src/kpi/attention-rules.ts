import type { Attention } from '@wanding/contracts'
import { type Condition, condition } from './attention-condition'
import { breakRateConditions } from './break-rate-rule'
import type { MachineWindow } from './machine-window'
import type { MillWindow } from './mill-window'

/** Ends down of the installed spindles, % (domain 6.3). */
const ENDS_DOWN_YELLOW = 1
const ENDS_DOWN_RED = 2.5
/** Spindles without roving, %: the alarm limit of idle spindles (domain 6.3), to which they count. */
const NO_ROVING_PERCENT = 0.5
/** Relative humidity of the ring room, % (domain 1.4). */
const HUMIDITY = { least: 55, most: 60 } as const
/** Beyond the range by this much the breaks rise by half and more (domain 2.4 f_RH). */
const HUMIDITY_SEVERE = 5
const HUMIDITY_RELEASE = 0.5
/** A raised item stays until its value is below this part of the limit. */
const RELEASE = 0.8

/** A doff stop of 3 minutes is normal (domain 1.4); this much more is not. */
const DOFF_OVER_S = 180
const NORMAL_DOFF_S = 180

const MINUTE_MS = 60_000

const RUNNING: readonly (string | null)[] = ['producing', 'starting', 'doff-preparing']
const DOFFING: readonly (string | null)[] = ['waiting-for-doffer', 'doffing']
const UNPLANNED: readonly (string | null)[] = ['fault', 'stopped']

type Raised = (key: string) => Attention | undefined

/**
 * What in the mill needs somebody at this moment; `nowMs` is real time. Values and limits: seconds for a doff, % for ends down,
 * roving and humidity, breaks per 1,000 spindle-hours for a break rate, a count of machines for a gateway and a voltage sag
 * and of spindles for rogues.
 */
export function conditionsOf(mill: MillWindow, nowMs: number, raised: Raised): Condition[] {
  return [
    ...gatewayConditions(mill, nowMs),
    ...voltageSag(mill),
    ...mill.of('ring-frame').flatMap((frame) => frameConditions(mill, frame, raised)),
    ...breakRateConditions(mill, raised),
    ...climateConditions(mill, raised),
  ]
}

function gatewayConditions(mill: MillWindow, nowMs: number): Condition[] {
  return [...mill.gateways.values()]
    .filter((gateway) => !gateway.online || mill.isStale(gateway, nowMs))
    .map((gateway) => {
      const dark = [...mill.machines.values()].filter((machine) => machine.gateway === gateway.id).length
      return condition('gateway-offline', gateway.id, 1, {
        sinceMs: gateway.offlineSinceMs ?? gateway.lastAtMs,
        value: dark,
      })
    })
}

/** A sag trips the frames of a whole feeder at once: one item at the first of them, with their number. */
function voltageSag(mill: MillWindow): Condition[] {
  const tripped = mill
    .of('ring-frame')
    .filter((frame) => frame.online && frame.text('machine/reason') === 'voltage-sag')
    .sort((a, b) => a.reasonSinceMs - b.reasonSinceMs || a.id.localeCompare(b.id))
  const [first] = tripped
  return first
    ? [condition('voltage-sag', first.id, 1, { sinceMs: first.reasonSinceMs, value: tripped.length, limit: null })]
    : []
}

function frameConditions(mill: MillWindow, frame: MachineWindow, raised: Raised): Condition[] {
  if (!frame.online) {
    // A gateway that is offline is one item, not one for each of its frames.
    const alone = mill.gateways.get(frame.gateway)?.online === true
    return alone ? [condition('frame-offline', frame.id, 1, { sinceMs: frame.offlineSinceMs })] : []
  }
  const reason = frame.text('machine/reason')
  const conditions: Condition[] = []
  const standsS = (mill.nowMs() - frame.reasonSinceMs) / 1000
  if (UNPLANNED.includes(reason)) {
    conditions.push(
      condition('frame-stopped', frame.id, 1, { sinceMs: frame.reasonSinceMs, value: standsS, limit: null }),
    )
  }
  const allowedS = reason === 'doffing' ? NORMAL_DOFF_S + DOFF_OVER_S : DOFF_OVER_S
  if (DOFFING.includes(reason) && standsS > allowedS) {
    conditions.push(
      condition('doff-waiting', frame.id, 2, { sinceMs: frame.reasonSinceMs, value: standsS, limit: allowedS }),
    )
  }
  const spindles = frame.number('frame/spindles') ?? 0
  if (spindles > 0 && (RUNNING.includes(reason) || DOFFING.includes(reason))) {
    conditions.push(...endsDown(frame, spindles, RUNNING.includes(reason), raised))
  }
  if (spindles > 0) conditions.push(...noRoving(frame, spindles, raised))
  const rogue = frame.number('spindles/rogue') ?? 0
  if (rogue > 0) conditions.push(condition('rogue', frame.id, 3, { value: rogue, limit: 0, afterMs: MINUTE_MS }))
  return conditions
}

function endsDown(frame: MachineWindow, spindles: number, running: boolean, raised: Raised): Condition[] {
  const percent = (100 * (frame.number('spindles/endsDown') ?? 0)) / spindles
  const before = raised(`ends-down/${frame.id}`)
  const above = (limit: number, held: boolean): boolean => percent > (held ? limit * RELEASE : limit)
  // A frame that doffs pieces nothing: it neither gets onto the list nor off it.
  if (!before && !running) return []
  if (above(ENDS_DOWN_RED, before?.priority === 1)) {
    return [condition('ends-down', frame.id, 1, { value: percent, limit: ENDS_DOWN_RED, afterMs: MINUTE_MS })]
  }
  return above(ENDS_DOWN_YELLOW, before !== undefined)
    ? [condition('ends-down', frame.id, 2, { value: percent, limit: ENDS_DOWN_YELLOW, afterMs: MINUTE_MS })]
    : []
}

function noRoving(frame: MachineWindow, spindles: number, raised: Raised): Condition[] {
  const percent = (100 * (frame.number('spindles/noRoving') ?? 0)) / spindles
  const limit = NO_ROVING_PERCENT * (raised(`no-roving/${frame.id}`) ? RELEASE : 1)
  return percent > limit
    ? [condition('no-roving', frame.id, 3, { value: percent, limit: NO_ROVING_PERCENT, afterMs: MINUTE_MS })]
    : []
}

/** Only zones with ring frames: the other rooms have ranges of their own. */
function climateConditions(mill: MillWindow, raised: Raised): Condition[] {
  const ringZones = new Set(mill.of('ring-frame').map((frame) => frame.text('frame/zone')))
  return mill.of('air-conditioning').flatMap((plant) => {
    const humidity = plant.number('zone/relativeHumidity')
    const zone = plant.text('zone/name')
    if (!plant.online || humidity === null || zone === null || !ringZones.has(zone)) return []
    const before = raised(`climate/${plant.id}`)
    const outside = Math.max(HUMIDITY.least - humidity, humidity - HUMIDITY.most)
    if (outside <= (before ? -HUMIDITY_RELEASE : 0)) return []
    const severe = outside > HUMIDITY_SEVERE - (before?.priority === 1 ? HUMIDITY_RELEASE : 0)
    const limit = humidity < (HUMIDITY.least + HUMIDITY.most) / 2 ? HUMIDITY.least : HUMIDITY.most
    return [condition('climate', plant.id, severe ? 1 : 2, { value: humidity, limit, afterMs: 2 * MINUTE_MS })]
  })
}

import type { MachineWindow } from '../../kpi'
import { byLimit, type Finding, type RuleView } from '../finding'

/** Relative humidity of the ring room, % (domain 1.4). */
const HUMIDITY = { least: 55, most: 60 } as const

/** Only zones with ring frames: the other rooms have ranges of their own. */
export function climateFindings(view: RuleView): Finding[] {
  const { mill } = view
  const ringZones = new Set(mill.of('ring-frame').map((frame) => frame.text('frame/zone')))
  return mill.of('air-conditioning').flatMap((plant) => {
    if (!plant.online) return []
    const filter = byLimit(view, 'air-filter', plant.id, plant.number('filter/pressure'))
    const zone = plant.text('zone/name')
    if (zone === null || !ringZones.has(zone)) return filter
    return [
      ...filter,
      ...humidity(view, plant),
      ...byLimit(view, 'temperature', plant.id, plant.number('zone/temperature')),
      ...sensors(view, plant),
    ]
  })
}

/** The alarm is about how far outside the range it is; shown is the humidity and the end of the range that it left. */
function humidity(view: RuleView, plant: MachineWindow): Finding[] {
  const value = plant.number('zone/relativeHumidity')
  if (value === null) return byLimit(view, 'climate', plant.id, null)
  const outside = Math.max(HUMIDITY.least - value, value - HUMIDITY.most)
  const limit = value < (HUMIDITY.least + HUMIDITY.most) / 2 ? HUMIDITY.least : HUMIDITY.most
  return byLimit(view, 'climate', plant.id, outside, {}).map((each) => ({ ...each, value, limit }))
}

function sensors(view: RuleView, plant: MachineWindow): Finding[] {
  const one = plant.number('zone/relativeHumidity')
  const two = plant.number('zone/relativeHumidity2')
  return byLimit(view, 'humidity-sensor', plant.id, one === null || two === null ? null : Math.abs(one - two))
}

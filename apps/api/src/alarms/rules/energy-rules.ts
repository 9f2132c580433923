import { alarmKey, byLimit, type Finding, finding, type RuleView } from '../finding'
import { airIsLow } from './air-main'
import { reasonOf } from './machine-words'

/** Nominal voltage of the feeders, V. */
const NOMINAL_V = 400
/** Hours of its own that a frame's specific energy needs. */
const LEAST_HOURS = 0.5

/** Compressed air and electricity. */
export function energyFindings(view: RuleView): Finding[] {
  const { mill } = view
  const because = airIsLow(view)
  return [
    ...mill
      .of('compressed-air')
      .filter((main) => main.online)
      .flatMap((main) => [
        ...byLimit(view, 'air-pressure', main.id, main.number('air/pressure'), { side: 'below' }),
        ...byLimit(view, 'air-capacity', main.id, main.number('compressor/load')).map((each) => ({
          ...each,
          because,
        })),
      ]),
    ...mill
      .of('electricity')
      .filter((feeder) => feeder.online)
      .flatMap((feeder) => {
        const power = feeder.number('energy/power')
        const most = feeder.number('feeder/mostDemand')
        const voltage = feeder.number('feeder/voltage')
        return [
          ...byLimit(view, 'demand', feeder.id, power === null || !most ? null : (100 * power) / most),
          ...byLimit(
            view,
            'voltage',
            feeder.id,
            voltage === null ? null : (100 * Math.abs(voltage - NOMINAL_V)) / NOMINAL_V,
          ),
        ]
      }),
    ...voltageSag(view),
    ...energyDrift(view),
  ]
}

/** A sag trips the frames of a whole feeder at once: one alarm at the first of them, with their number, until all run. */
function voltageSag(view: RuleView): Finding[] {
  const tripped = view.mill
    .of('ring-frame')
    .filter((frame) => frame.online && reasonOf(frame) === 'voltage-sag')
    .sort((a, b) => a.reasonSinceMs - b.reasonSinceMs || a.id.localeCompare(b.id))
  const [first] = tripped
  if (!first) return []
  const standing = view.mill.of('ring-frame').find((frame) => view.held(alarmKey('voltage-sag', frame.id)))
  const at = standing ?? first
  return [finding('voltage-sag', at.id, { sinceMs: standing ? null : first.reasonSinceMs, value: tripped.length })]
}

/** A frame that made less than this part of what the others did stood: its idle power is no drift. */
const LEAST_OUTPUT = 0.8

/** Energy per kilogram of a frame over that of the others, % more, over the last hour. */
function energyDrift(view: RuleView): Finding[] {
  const { mill } = view
  const span = mill.span()
  const frames = mill.of('ring-frame').map((frame) => ({
    frame,
    kwh: frame.gained('energy/total', span),
    kg: frame.gained('production/total', span),
  }))
  const kwh = frames.reduce((sum, each) => sum + each.kwh, 0)
  const kg = frames.reduce((sum, each) => sum + each.kg, 0)
  return frames.flatMap(({ frame, ...own }) => {
    const others = { kwh: kwh - own.kwh, kg: kg - own.kg }
    const spun = own.kg > (LEAST_OUTPUT * others.kg) / (frames.length - 1)
    const known = frame.online && spun && others.kg > 0 && mill.seenHours(frame, span) >= LEAST_HOURS
    const more = known && others.kwh > 0 ? 100 * (own.kwh / own.kg / (others.kwh / others.kg) - 1) : null
    return byLimit(view, 'energy-drift', frame.id, more)
  })
}

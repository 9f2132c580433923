import { alarmDefinition } from '@wanding/contracts'
import { poissonTail } from '@wanding/mill'
import type { MachineWindow } from '../../kpi'
import { alarmKey, type Finding, finding, type RuleView } from '../finding'

/** Chance at which a healthy frame may reach its count; with 84 frames looked at, less than once in a shift. */
const SIGNIFICANCE = 1e-4
/** A few breaks of a frame that has just started prove nothing, however rare they are. */
const LEAST_BREAKS = 5

/** Frames that break clearly more often than the others over the window, beyond what chance would do. */
export function breakRateFindings(view: RuleView): Finding[] {
  const { mill } = view
  const { setPoint, deadband } = alarmDefinition('break-rate')
  const factor = setPoint!
  const span = mill.span()
  const frames = mill.of('ring-frame').map((frame) => ({
    frame,
    breaks: frame.gained('breaks/running', span),
    hours: frame.gained('spindles/runHours', span),
  }))
  const breaks = frames.reduce((sum, each) => sum + each.breaks, 0)
  const hours = frames.reduce((sum, each) => sum + each.hours, 0)
  return frames.flatMap(({ frame, ...own }) => {
    const held = view.held(alarmKey('break-rate', frame.id)) !== undefined
    const otherHours = hours - own.hours
    if (!frame.online || own.hours <= 0 || otherHours <= 0 || own.breaks < LEAST_BREAKS) {
      return held ? [finding('break-rate', frame.id, { on: 'unknown' })] : []
    }
    const othersRate = (breaks - own.breaks) / otherHours
    const rate = own.breaks / own.hours
    const high = held
      ? rate > (factor - deadband) * othersRate
      : rate > factor * othersRate && poissonTail(Math.floor(own.breaks), othersRate * own.hours) < SIGNIFICANCE
    if (!high) return []
    return [
      finding('break-rate', frame.id, {
        value: 1000 * rate,
        limit: 1000 * factor * othersRate,
        because: climateOf(view, frame),
      }),
    ]
  })
}

/** The humidity alarm of the frame's zone, while it stands: all its frames break more for that. */
function climateOf(view: RuleView, frame: MachineWindow): string | null {
  const zone = frame.text('frame/zone')
  const plant = view.mill.of('air-conditioning').find((each) => each.text('zone/name') === zone)
  const key = plant && alarmKey('climate', plant.id)
  return key && view.held(key) ? key : null
}

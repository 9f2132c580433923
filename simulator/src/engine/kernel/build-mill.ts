import type { MillPlan } from '@wanding/mill'
import { faultIndexOf } from '../faults/fault-table'
import { rovingMemo } from '../preparation/prep-state'
import type { MachineEntry } from '../readings'
import { articlesOf } from './articles'
import { calendarOver } from './calendar'
import { deriveFrom } from './derived'
import { FLOW_KINDS, idOf, installedOf, type Layout, layoutOf } from './layout'
import { measureEffects } from './measure-effects'
import type { Mill, MillState } from './state'

/** Puts a mill together from its plan and a state of that plan: all that is not state is derived anew. */
export function buildMill(plan: MillPlan, state: MillState, layout: Layout = layoutOf(plan)): Mill {
  const effects = measureEffects(plan)
  return {
    plan,
    state,
    layout,
    articles: articlesOf(plan, effects),
    effects,
    derived: deriveFrom(plan, layout, effects, state.mill.seed),
    calendar: calendarOver(state.kernel.timesMs),
    faultIndex: faultIndexOf(state),
    rovingMemo: rovingMemo(layout.prep.cans),
    weightSums: new Float64Array(layout.spindles),
    entries: entriesOf(plan, layout),
    windsEachCop: true,
    onEvent: undefined,
  }
}

function entriesOf(plan: MillPlan, layout: Layout): MachineEntry[] {
  const counts: [MachineEntry['kind'], number][] = [
    ...FLOW_KINDS.filter((kind) => kind !== 'packing').map((kind): [MachineEntry['kind'], number] => [
      kind,
      layout.flowCount[kind],
    ]),
    ['ring-frame', layout.frames],
    ['winder', layout.frames],
    ['packing', layout.flowCount.packing],
    ['air-conditioning', layout.zones],
    ['compressed-air', layout.airMains],
    ['electricity', plan.feeders.length],
    ['agv', installedOf(plan, 'agv')],
    ['store', 1],
  ]
  return counts.flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, index) => ({ id: idOf(plan, kind, index), kind, index })),
  )
}

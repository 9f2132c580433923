import {
  fibresInSection,
  type MillPlan,
  plannedRingKgPerHour,
  ROLES,
  SHIFT_TURNS,
  type SpinPlan,
  texOf,
  travellerSpeedMPerS,
} from '@wanding/mill'
import { inOrder, type ProblemPlace } from './checked-yaml'
import type { FileProblem } from './located-yaml'
import type { MillFile } from './mill-file.schema'
import { requiredOf } from './mill-file-rules'

/** Ring spinning is bounded by the traveller's heat, m/s, and by the fibres that a yarn needs (domain 1.1). */
const TRAVELLER_LIMIT_M_PER_S = 45
const FIBRES_LIMIT = { 'cotton-combed': 33, 'cotton-carded': 75, 'man-made': 33 } as const

const DAY_ROLE = /^day-/

/** What a schema cannot see: keys that must fit each other. */
export function millProblems(file: MillFile, plan: MillPlan, at: ProblemPlace): FileProblem[] {
  return inOrder([
    ...spinningProblems(plan.spinPlan, ['spinPlan'], at),
    ...articleProblems(plan, at),
    ...balanceProblems(file, plan, at),
    ...(['zones', 'gateways', 'airMains', 'feeders'] as const).flatMap((key) => coverProblems(plan, key, at)),
    ...staffProblems(plan, at),
  ])
}

function articleProblems({ spinPlan, articles }: MillPlan, at: ProblemPlace): FileProblem[] {
  const ids = new Set([spinPlan.lot])
  return articles.flatMap(({ id, ...own }, i) => {
    const problems = spinningProblems({ ...spinPlan, ...own }, ['articles', i], at)
    if (ids.has(id))
      problems.push(at(['articles', i, 'id'], `${id} is used twice; the first article is ${spinPlan.lot}`))
    ids.add(id)
    return problems
  })
}

function spinningProblems(spinPlan: SpinPlan, path: (string | number)[], at: ProblemPlace): FileProblem[] {
  const problems: FileProblem[] = []
  const traveller = travellerSpeedMPerS(spinPlan.spindleSpeedRpm, spinPlan.ringDiameterMm)
  if (traveller > TRAVELLER_LIMIT_M_PER_S) {
    const reason = `makes a traveller speed of ${traveller.toFixed(1)} m/s; the limit is ${TRAVELLER_LIMIT_M_PER_S}`
    problems.push(at([...path, 'spindleSpeedRpm'], reason))
  }
  const fibres = fibresInSection(texOf(spinPlan.countNe), spinPlan.fibre.micronaire)
  if (fibres < FIBRES_LIMIT[spinPlan.material]) {
    const reason = `leaves ${fibres.toFixed(0)} fibres in the yarn; ${spinPlan.material} needs ${FIBRES_LIMIT[spinPlan.material]}`
    problems.push(at([...path, 'countNe'], reason))
  }
  if (spinPlan.rovingNe >= spinPlan.countNe) {
    const ownCount = path[0] === 'spinPlan'
    const reason = ownCount
      ? 'must be below the yarn count: the ring frame drafts'
      : `must be above the roving, Ne ${spinPlan.rovingNe}: the ring frame drafts`
    problems.push(at(ownCount ? ['spinPlan', 'rovingNe'] : [...path, 'countNe'], reason))
  }
  return problems
}

function balanceProblems(file: MillFile, plan: MillPlan, at: ProblemPlace): FileProblem[] {
  const needed = requiredOf(file, plannedRingKgPerHour(plan))
  const { machines } = plan
  const installed: [path: string[], count: number, required: number][] = [
    [['blowroomLines', 'count'], machines.blowroomLines.count, needed.blowroomLines],
    [['cards', 'count'], machines.cards.count, needed.cards],
    [['breakerDraws', 'count'], machines.breakerDraws.count, needed.breakerDraws],
    [['lapFormers', 'count'], machines.lapFormers.count, needed.lapFormers],
    [['combers', 'count'], machines.combers.count, needed.combers],
    [['finisherDraws', 'count'], machines.finisherDraws.count, needed.finisherDraws],
    [['rovingFrames', 'count'], machines.rovingFrames.count, needed.rovingFrames],
    [['winders', 'spindlesPerMachine'], machines.winders.spindlesPerMachine, needed.windingSpindlesPerMachine],
    [['packingLines', 'count'], machines.packingLines.count, needed.packingLines],
  ]
  return installed
    .filter(([, count, required]) => count < required)
    .map(([path, count, required]) =>
      at(['machines', ...path], `${count} cannot carry the planned flow, which needs ${required.toFixed(1)}`),
    )
}

function coverProblems(
  plan: MillPlan,
  key: 'zones' | 'gateways' | 'airMains' | 'feeders',
  at: ProblemPlace,
): FileProblem[] {
  const problems: FileProblem[] = []
  const ids = new Set<string>()
  let next = 1
  plan[key].forEach(({ id, frames: [first, last] }, i) => {
    if (ids.has(id)) problems.push(at([key, i, 'id'], `${id} is used twice`))
    ids.add(id)
    if (last < first) problems.push(at([key, i, 'frames'], `ends at ${last} before it begins at ${first}`))
    if (first !== next) {
      const reason = first > next ? `frames ${next} to ${first - 1} are in none` : `frame ${first} is in two`
      problems.push(at([key, i, 'frames'], reason))
    }
    next = last + 1
  })
  if (next - 1 !== plan.ringRoom.frames) {
    problems.push(at([key], `ends at frame ${next - 1}, the ring room has ${plan.ringRoom.frames}`))
  }
  return problems
}

function staffProblems({ staff, measures }: MillPlan, at: ProblemPlace): FileProblem[] {
  const problems: FileProblem[] = []
  if (staff.dispatch !== 'patrol' && !measures.includes('S4')) {
    problems.push(at(['staff', 'dispatch'], `${staff.dispatch} needs single-spindle monitoring (S4)`))
  }
  const postOf = new Map<string, string>()
  staff.posts.forEach(({ id, roles, day }, i) => {
    roles.forEach((role, k) => {
      const other = postOf.get(role)
      if (other !== undefined)
        problems.push(at(['staff', 'posts', i, 'roles', k], `${role} is already in post ${other}`))
      postOf.set(role, id)
      if (DAY_ROLE.test(role) !== day) {
        problems.push(at(['staff', 'posts', i, 'day'], `does not suit the role ${role}`))
      }
    })
  })
  const missing = ROLES.filter((role) => !postOf.has(role))
  if (missing.length > 0) problems.push(at(['staff', 'posts'], `nobody is posted for ${missing.join(', ')}`))
  const { crews } = SHIFT_TURNS[staff.shiftSystem]
  if (staff.crews.length !== crews) {
    problems.push(at(['staff', 'crews'], `names ${staff.crews.length} crews; ${staff.shiftSystem} has ${crews}`))
  }
  return problems
}

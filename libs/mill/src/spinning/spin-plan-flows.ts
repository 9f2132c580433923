import type { SpinPlan } from '../mill-plan'

/** Kilograms an hour out of each stage, from the bale to the cone (domain 1.2). Combing stages are 0 where nothing is combed. */
export interface SpinPlanFlows {
  bale: number
  blowroom: number
  card: number
  breaker: number
  lap: number
  combed: number
  finisher: number
  roving: number
  ring: number
  cone: number
}

/** Each stage's output found backwards from the ring room, kg/h (domain 1.2; losses are fractions of a stage's input). */
export function spinPlanFlows(plan: Pick<SpinPlan, 'material' | 'loss'>, ringKgPerHour: number): SpinPlanFlows {
  const { loss } = plan
  const combing = plan.material === 'cotton-combed'
  const roving = ringKgPerHour / (1 - loss.ring)
  const finisher = roving / (1 - loss.roving)
  const combed = combing ? finisher / (1 - loss.finisherDraw) : 0
  const lap = combing ? combed / (1 - loss.comberNoil) : 0
  const breaker = combing ? lap / (1 - loss.lap) : finisher / (1 - loss.finisherDraw)
  const card = breaker / (1 - loss.draw)
  const blowroom = card / (1 - loss.card)
  return {
    bale: blowroom / (1 - loss.blowroom),
    blowroom,
    card,
    breaker,
    lap,
    combed,
    finisher,
    roving,
    ring: ringKgPerHour,
    cone: ringKgPerHour * (1 - loss.winding),
  }
}

/** Yarn out per bale in, a fraction; combed 0.67–0.75 (domain 1.2). */
export function yarnRealisation(flows: SpinPlanFlows): number {
  return flows.cone / flows.bale
}

/** What is packed in one piece of each stage, kg. */
export interface PackageSizes {
  baleKg: number
  cardCanKg: number
  lapKg: number
  finisherCanKg: number
  rovingBobbinKg: number
  copG: number
  coneKg: number
  bagKg: number
  spindlesPerFrame: number
}

/** Pieces an hour of each kind that logistics moves (domain 1.3). */
export interface PackageFlows {
  bales: number
  cardCans: number
  laps: number
  finisherCans: number
  rovingBobbins: number
  cops: number
  frameDoffs: number
  cones: number
  bags: number
}

/** Flows as cans, laps, bobbins, cops and cones an hour (domain 1.3). */
export function packageFlows(flows: SpinPlanFlows, sizes: PackageSizes): PackageFlows {
  const cops = (flows.ring * 1000) / sizes.copG
  return {
    bales: flows.bale / sizes.baleKg,
    cardCans: flows.card / sizes.cardCanKg,
    laps: flows.lap / sizes.lapKg,
    finisherCans: flows.finisher / sizes.finisherCanKg,
    rovingBobbins: flows.roving / sizes.rovingBobbinKg,
    cops,
    frameDoffs: cops / sizes.spindlesPerFrame,
    cones: flows.cone / sizes.coneKg,
    bags: flows.cone / sizes.bagKg,
  }
}

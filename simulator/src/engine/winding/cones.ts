import { articleRow } from '../kernel/articles'
import type { Mill } from '../kernel/state'
import { netKg } from './net-yarn'

/** Yarn and cuts of an article beside what is booked. */
export interface Unbooked {
  kg: number
  cuts: number
}
const NONE: Unbooked = { kg: 0, cuts: 0 }

/** Yarn of an article, kg, that a winder has put on cones since installation. */
export function onConesKg(mill: Mill, winder: number, article: number, more = NONE): number {
  const { kg, cuts } = mill.state.wound
  const row = articleRow(mill, winder, article)
  return netKg(mill, article, kg[row]! + more.kg, cuts[row]! + more.cuts)
}

/**
 * Yarn, kg, that the units of a winder hold on unfinished cones of an article after each cone they doff: they began it one after
 * another, and doff in turn. Of the first article they held it before the counters began.
 */
export function begunKg({ plan, layout }: Mill, article: number): number {
  return article === 0 ? 0 : (plan.machines.winders.conePackageKg * (layout.unitsPerWinder - 1)) / 2
}

/** Cones of an article that a winder has doffed since installation. */
export function conesMade(mill: Mill, winder: number, article: number, more = NONE): number {
  const kg = onConesKg(mill, winder, article, more) - begunKg(mill, article)
  return kg > 0 ? Math.floor(kg / mill.plan.machines.winders.conePackageKg) : 0
}

/** Yarn, kg, on unfinished cones of an article: on the units, or beside them until the winder winds it again. */
export function unfinishedKg(mill: Mill, winder: number, article: number): number {
  const cones = conesMade(mill, winder, article) * mill.plan.machines.winders.conePackageKg
  return onConesKg(mill, winder, article) - cones
}

/** Yarn on the cone of each unit, g, by its place on the winder, where so much of the article has been put on cones. */
export function packageG(mill: Mill, article: number, kg: number, unit: number): number {
  const { unitsPerWinder } = mill.layout
  const coneG = mill.plan.machines.winders.conePackageKg * 1000
  const begun = begunKg(mill, article)
  const first = (coneG * unit) / unitsPerWinder
  if (kg < begun) return Math.floor((first * kg) / begun)
  return Math.floor(((1000 * (kg - begun)) / unitsPerWinder + first) % coneG)
}

import type { DoffPower } from '@wanding/contracts'

/** Least and most power on the axis, kW, in whole steps so that a mill's frames can be compared; null where nothing is known. */
export function powerAxis(cells: readonly DoffPower[]): [number, number] | null {
  const all = cells.flatMap(({ leastKw, mostKw, inHandKw }) => [leastKw, mostKw, inHandKw]).filter((kw) => kw !== null)
  if (all.length === 0) return null
  const spread = Math.max(...all) - Math.min(...all)
  const step = spread > 10 ? 5 : spread > 3 ? 2 : 1
  const least = Math.floor(Math.min(...all) / step) * step
  return [least, Math.max(least + step, Math.ceil(Math.max(...all) / step) * step)]
}

type Read = (cell: DoffPower) => number | null
const middle = ({ fromPercent, toPercent }: DoffPower): number => (fromPercent + toPercent) / 2
const height = (kw: number, [least, most]: readonly [number, number]): number =>
  100 - (100 * (kw - least)) / (most - least)

/** SVG path of a curve over the doff, in a box of 100 by 100; broken where nothing is known. */
export function powerPath(cells: readonly DoffPower[], read: Read, axis: readonly [number, number]): string {
  let isBroken = true
  return cells
    .map((cell) => {
      const kw = read(cell)
      if (kw === null) {
        isBroken = true
        return ''
      }
      const command = isBroken ? 'M' : 'L'
      isBroken = false
      return `${command}${middle(cell)} ${height(kw, axis).toFixed(2)}`
    })
    .join('')
}

/** SVG path of the band between the least and the most of the doffs. */
export function spreadPath(cells: readonly DoffPower[], axis: readonly [number, number]): string {
  const known = cells.filter(({ meanKw }) => meanKw !== null)
  if (known.length === 0) return ''
  const point = (cell: DoffPower, kw: number) => `${middle(cell)} ${height(kw, axis).toFixed(2)}`
  const above = known.map((cell) => point(cell, cell.mostKw!))
  const below = known.map((cell) => point(cell, cell.leastKw!)).reverse()
  return `M${[...above, ...below].join('L')}Z`
}

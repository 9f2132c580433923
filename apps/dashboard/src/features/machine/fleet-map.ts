import { keyFiguresOf, type ProcessMachine, type ProcessRow } from '@wanding/contracts'

/** A vehicle on the floor, m. */
export interface FleetDot {
  id: string
  x: number
  y: number
}

const [X, Y] = ['position/x', 'position/y'].map((name) => 2 + keyFiguresOf('agv').indexOf(name)) as [number, number]

/** The vehicles that tell where they are. */
export function fleetDots(machines: readonly ProcessMachine[], rows: readonly ProcessRow[]): FleetDot[] {
  return machines.flatMap(({ id, kind }, i) => {
    const row = rows[i]
    const x = row?.figures[X] ?? null
    const y = row?.figures[Y] ?? null
    return kind !== 'agv' || !row?.online || x === null || y === null ? [] : [{ id, x, y }]
  })
}

const STEP_M = 20

/** A whole number of steps that holds all dots; never less than three, so that the picture does not leap. */
export function extentOf(dots: readonly FleetDot[], of: (dot: FleetDot) => number): number {
  return Math.max(3 * STEP_M, STEP_M * Math.ceil(Math.max(0, ...dots.map(of)) / STEP_M + 0.25))
}

/** The lines of the grid up to an extent, m. */
export const gridTo = (extent: number): number[] =>
  Array.from({ length: Math.floor(extent / STEP_M) + 1 }, (_, i) => i * STEP_M)

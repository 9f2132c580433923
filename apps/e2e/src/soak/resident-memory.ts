import { readFileSync } from 'node:fs'

const SCRIPT = /(broker|api|simulator)\/dist/

/** Resident memory of the programs that a launcher has started, MB, by their names. */
export function residentMb(launcher: number): Record<string, number> {
  const children = readFileSync(`/proc/${launcher}/task/${launcher}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return Object.fromEntries(
    children.flatMap((pid) => {
      const name = SCRIPT.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1]
      const kb = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      return name === undefined ? [] : [[name, Math.round(Number(kb) / 1024)]]
    }),
  )
}

import {
  encodeProcessRow,
  keyFiguresOf,
  type MachineLive,
  OUTPUT,
  POWER,
  type ProcessMachine,
  type ProcessRevision,
  type ProcessRow,
  type ProcessSnapshot,
} from '@wanding/contracts'
import { MACHINE_KINDS, MACHINERY_ITEM_STATES, REASON_CODES } from '@wanding/mill'
import type { MachineTwin, MillTwin } from '../twin'

/** Since when a machine does what it does, mill time; from the KPI module. */
export type SinceOf = (mill: string, machine: string) => number | null
/** The same, and how much of the last hour it ran. */
export type TimesOf = (mill: string, machine: string) => { sinceMs: number | null; runningPercent: number | null }

/** Ring frames are in the mill's own room; mill and crew are no machines of the floor. */
const ELSEWHERE: readonly string[] = ['ring-frame', 'mill', 'crew']

const kindOrder = (kind: string): number => {
  const at = (MACHINE_KINDS as readonly string[]).indexOf(kind)
  return at < 0 ? MACHINE_KINDS.length : at
}
const byId = new Intl.Collator('en', { numeric: true })
const known = <T extends string>(list: readonly T[], text: string | null): T | null =>
  list.find((word) => word === text) ?? null

/** The sequence of revisions of the machines of one mill: the rows that were sent last, and what differs from them now. */
export class ProcessFeed {
  private rev = 0
  private run = ''
  private seen = 0
  private machines: MachineTwin[] = []
  private rows: Buffer[] = []

  constructor(
    private readonly twin: MillTwin,
    private readonly sinceOf: SinceOf,
  ) {}

  /** The rows as they were last sent. Call it right after a revision of all machines. */
  snapshot(): ProcessSnapshot {
    const { twin } = this
    return {
      mill: twin.id,
      rev: this.rev,
      atMs: twin.atMs,
      run: twin.run,
      machines: this.machines.map(infoOf),
      rows: Buffer.concat(this.rows),
    }
  }

  /** The next revision, or undefined when no row differs. A changed layout skips a number, so that all ask for a snapshot. */
  revision(nowMs: number): ProcessRevision | undefined {
    const layout = this.follow()
    const changed: Buffer[] = []
    this.machines.forEach((machine, index) => {
      const sinceMs = this.sinceOf(this.twin.id, machine.id)
      const row = Buffer.from(
        encodeProcessRow(processRowOf(machine, index, this.twin.isStale(machine, nowMs), sinceMs)),
      )
      if (this.rows[index]?.equals(row)) return
      this.rows[index] = row
      changed.push(row)
    })
    if (!layout && changed.length === 0) return undefined
    this.rev += layout ? 2 : 1
    const { twin } = this
    return { mill: twin.id, rev: this.rev, atMs: twin.atMs, run: twin.run, rows: Buffer.concat(changed) }
  }

  /** True when the list of machines is another one. Machines come by birth and stay; another run may bring others. */
  private follow(): boolean {
    const { twin } = this
    const moved = this.machines.some((machine) => ELSEWHERE.includes(machine.kind))
    if (twin.machines.size === this.seen && twin.run === this.run && !moved) return false
    this.seen = twin.machines.size
    this.run = twin.run
    this.machines = [...twin.machines.values()]
      .filter(({ kind }) => kind !== '' && !ELSEWHERE.includes(kind))
      .sort((a, b) => kindOrder(a.kind) - kindOrder(b.kind) || byId.compare(a.id, b.id))
    this.rows = []
    return true
  }
}

/** The row of one machine, from its twin. */
export function processRowOf(machine: MachineTwin, index: number, stale: boolean, sinceMs: number | null): ProcessRow {
  return {
    index,
    online: machine.online,
    stale,
    state: known(MACHINERY_ITEM_STATES, machine.text('machine/state')),
    reason: known(REASON_CODES, machine.text('machine/reason')),
    sinceMs,
    figures: figuresOf(machine.kind).map((name) => machine.number(name)),
  }
}

/** What a row tells of the metrics behind it: the inverse of {@link processRowOf}. */
export const metricsOfProcessRow = (kind: string, row: ProcessRow): Map<string, number | string | null> =>
  new Map<string, number | string | null>([
    ['machine/state', row.state],
    ['machine/reason', row.reason],
    ...figuresOf(kind).map((name, i): [string, number | null] => [name, row.figures[i] ?? null]),
  ])

const figuresOf = (kind: string): readonly string[] => [OUTPUT, POWER, ...keyFiguresOf(kind)]

const infoOf = (machine: MachineTwin): ProcessMachine => ({
  id: machine.id,
  kind: machine.kind,
  gateway: machine.gateway,
  zone: machine.text('zone/name') ?? '',
})

/** The present of one machine with all that it says. */
export function machineLiveOf(twin: MillTwin, machine: MachineTwin, timesOf: TimesOf, nowMs: number): MachineLive {
  return {
    mill: twin.id,
    machine: machine.id,
    kind: machine.kind,
    gateway: machine.gateway,
    atMs: machine.atMs,
    receivedMs: machine.receivedMs,
    online: machine.online,
    stale: twin.isStale(machine, nowMs),
    ...timesOf(twin.id, machine.id),
    metrics: Object.fromEntries(machine.metrics),
    arrays: Object.fromEntries(machine.arrays),
  }
}

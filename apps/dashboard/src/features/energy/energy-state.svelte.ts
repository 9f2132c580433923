import type { MachineNow, MillEnergy } from '@wanding/contracts'
import { pollMoving } from '../../shared/live/poll-moving'
import type { Sample } from '../../shared/live/series-window'
import { Fetched } from '../../shared/rest/fetched.svelte'
import { type EnergyView, SPANS, type Span } from '../../shared/router/route'
import type { Session } from '../../shared/session.svelte'

const NOW_MS = 5000
const HISTORY_MS = 30_000
const POINTS = 240

/** Series by machine, then by signal. */
export type Histories = ReadonlyMap<string, ReadonlyMap<string, readonly Sample[]>>

/** Kinds of machines that each view shows, with the signals that it draws over time. */
const SHOWN: Readonly<Record<EnergyView, Readonly<Record<string, readonly string[]>>>> = {
  energy: { electricity: ['energy/power'], 'compressed-air': ['energy/power', 'air/flow', 'air/pressure'] },
  climate: { 'air-conditioning': ['zone/relativeHumidity', 'zone/temperature'] },
}

/** Machines of some kinds as they are now, the curves of some of their signals, and the sums of the mill's energy. */
export class EnergyState {
  readonly machines = new Fetched<ReadonlyMap<string, readonly MachineNow[]>>()
  readonly histories = new Fetched<Histories>()
  readonly sums = new Fetched<MillEnergy>()

  constructor(private readonly session: Session) {}

  /** Asks now and then; call inside an effect. Returns what ends it. */
  follow(mill: string, view: EnergyView, span: Span): () => void {
    const offs = [
      pollMoving(this.session, () => void this.loadMachines(mill, view), NOW_MS),
      pollMoving(this.session, () => void this.loadPast(mill, view, span), HISTORY_MS),
    ]
    return () => {
      for (const off of offs) off()
    }
  }

  loadMachines(mill: string, view: EnergyView): Promise<void> {
    const { api } = this.session
    return this.machines.load(async () => {
      const kinds = Object.keys(SHOWN[view])
      const found = await Promise.all(kinds.map((kind) => api.machines(mill, kind)))
      return new Map(kinds.map((kind, i) => [kind, found[i]!]))
    })
  }

  async loadPast(mill: string, view: EnergyView, span: Span): Promise<void> {
    const { api, atMs: toMs } = this.session
    const range = { fromMs: Math.max(0, toMs - SPANS[span]), toMs }
    const wanted = SHOWN[view]
    await Promise.all([
      view === 'energy' && this.sums.load(() => api.energy(mill, range)),
      this.histories.load(async () => {
        const names = await Promise.all(Object.keys(wanted).map((kind) => api.machineNames(mill, kind)))
        const series = names.flat().map(async ({ id, kind }) => {
          const drawn = await Promise.all(
            wanted[kind]!.map(async (metric) => {
              const { points } = await api.history(mill, id, metric, range, POINTS)
              return [metric, points.map(([atMs, mean]): Sample => [atMs, mean])] as const
            }),
          )
          return [id, new Map(drawn)] as const
        })
        return new Map(await Promise.all(series))
      }),
    ])
  }

  clear(): void {
    for (const fetched of [this.machines, this.histories, this.sums]) fetched.clear()
  }
}

import { type HistoryStore, WORK_PREFIX } from '../../store'
import { type Bucket, COUNTED_NAMES, noCounts } from './bucket'
import { type MillLedger, storedNames } from './mill-ledger'

/** Of a time before the backend was started, half hours are fine enough. */
const SLICE_MS = 1_800_000
const DAY_MS = 24 * 3_600_000

/** Reads back what was counted in the day before this backend began to look. */
export async function restoreLedger(
  store: HistoryStore,
  mill: string,
  ledger: MillLedger,
  nowMs: number,
): Promise<void> {
  const machines = [...ledger.frames.keys()]
  const firstMs = Math.min(...machines.map((id) => ledger.frames.get(id)!.buckets[0]?.startMs ?? nowMs))
  const fromMs = Math.floor((nowMs - DAY_MS) / SLICE_MS) * SLICE_MS
  const names = new Map(machines.map((machine) => [machine, storedNames(machine).map((name) => WORK_PREFIX + name)]))
  const series = [...names.values()].flat()
  const found = new Map<string, Bucket[]>(machines.map((machine) => [machine, []]))
  for (let startMs = fromMs; startMs < firstMs; startMs += SLICE_MS) {
    const range = { fromMs: startMs, toMs: Math.min(startMs + SLICE_MS, firstMs) }
    const totals = await store.seriesTotals({ run: ledger.run, mill, series }, range)
    if (totals.size === 0) continue
    for (const [machine, own] of names) {
      const sums = own.map((name) => totals.get(name))
      if (!sums[0]) continue
      const counts = noCounts()
      COUNTED_NAMES.forEach((name, i) => {
        counts[name] = sums[i]?.sum ?? 0
      })
      const [watched, peak] = sums.slice(COUNTED_NAMES.length)
      // The longest of a half hour is not kept: the newest of its stretches stands for it.
      const bucket = { startMs, watchedMs: watched?.sum ?? 0, counts, peakRepairS: peak?.last ?? 0 }
      found.get(machine)!.push({ ...bucket, lot: null, countNe: null })
    }
  }
  const range = { fromMs, toMs: firstMs }
  for (const [machine, buckets] of found) {
    if (buckets.length === 0) continue
    const words = await store.wordHistory({ run: ledger.run, mill, machine, metric: 'frame/lot' }, range)
    for (const bucket of buckets) bucket.lot = words.findLast(({ atMs }) => atMs <= bucket.startMs)?.word ?? null
    ledger.frames.get(machine)!.restore(buckets)
  }
  if (ledger.crewMachine === null) return
  const key = { run: ledger.run, mill, machine: ledger.crewMachine, metric: 'crew/name' }
  const words = (await store.wordHistory(key, range)).filter(({ atMs }) => atMs < (ledger.crews[0]?.atMs ?? nowMs))
  ledger.crews = [...words, ...ledger.crews].filter(({ word }, i, all) => all[i - 1]?.word !== word)
}

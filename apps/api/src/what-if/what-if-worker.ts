import os from 'node:os'
import { performance } from 'node:perf_hooks'
import { parentPort } from 'node:worker_threads'
import { WarmMill } from '@wanding/simulator/engine'
import type { ReplicationReply, ReplicationRequest } from './worker-protocol'

/** As many as a comparison has variants; a warm mill of 100,800 spindles with its fork takes 30 MB. */
const MOST_WARM = 6

const port = parentPort
if (!port) throw new Error('the what-if worker has to be started as a worker thread')
// On Linux a thread has a priority of its own: what-ifs take what live telemetry leaves.
os.setPriority(os.constants.priority.PRIORITY_LOW)

const warm = new Map<string, WarmMill>()

function millOf({ key, plan, timing }: ReplicationRequest): WarmMill {
  const known = warm.get(key) ?? new WarmMill(plan, timing)
  // The newest last: the first is the one that was not needed for longest.
  warm.delete(key)
  warm.set(key, known)
  if (warm.size > MOST_WARM) warm.delete(warm.keys().next().value!)
  return known
}

port.on('message', (request: ReplicationRequest) => {
  let reply: ReplicationReply
  const from = performance.now()
  try {
    const outcome = millOf(request).replicate(request.replication)
    reply = { id: request.id, ok: true, outcome, seconds: (performance.now() - from) / 1000 }
  } catch (error) {
    reply = { id: request.id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
  port.postMessage(reply)
})

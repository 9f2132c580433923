import { all, type Check, each, named } from '../finding'
import { bdSeqOf, hostsOf } from '../pick'
import type { Reading, Told, WireMessage } from '../reading'

/** How far the host's time of a death may lie from when it heard of it, ms. */
const NOW_MS = 2_000

interface Loss {
  message: WireMessage
  /** The devices that were born then. */
  devices: string[]
  told: readonly Told[]
}

/** The last birth of an edge node that a host has heard, while it is valid. */
interface Known {
  bdSeq: number | undefined
  devices: Set<string>
}

/** Deaths that end something a host knows: an NDEATH of the last birth, a DDEATH of a device that is born. */
function losses(kind: 'NDEATH' | 'DDEATH') {
  return (reading: Reading): Loss[] => hostsOf(reading).flatMap(({ heard }) => lossesIn(heard, kind, reading.told))
}

function lossesIn(heard: readonly WireMessage[], kind: 'NDEATH' | 'DDEATH', told: readonly Told[]): Loss[] {
  const edges = new Map<string, Known>()
  const found: Loss[] = []
  for (const message of heard) {
    const key = `${message.group}/${message.edge}`
    const known = edges.get(key)
    if (message.kind === 'NBIRTH') edges.set(key, { bdSeq: bdSeqOf(message), devices: new Set() })
    else if (message.kind === 'DBIRTH') known?.devices.add(message.device ?? '')
    else if (message.kind === 'NDEATH' && known && known.bdSeq === bdSeqOf(message)) {
      if (kind === 'NDEATH') found.push({ message, devices: [...known.devices], told })
      edges.delete(key)
    } else if (message.kind === 'DDEATH' && known?.devices.delete(message.device ?? '') && kind === 'DDEATH') {
      found.push({ message, devices: [message.device ?? ''], told })
    }
  }
  return found
}

/** What the host told of these devices (of the node: undefined) after a message; the first counts. */
const toldOf = ({ message, told }: Loss, what: Told['what'], device?: string): Told | undefined =>
  told.find(
    (one) =>
      one.what === what &&
      one.at >= message.at &&
      one.group === message.group &&
      one.edge === message.edge &&
      one.device === device,
  )

const isHostTime = ({ message }: Loss, told: Told): boolean =>
  told.toldMs !== undefined && Math.abs(told.toldMs - message.at) <= NOW_MS

const isSentTime = ({ message }: Loss, told: Told): boolean => told.toldMs === message.body?.timestamp

/** Each of the devices of a loss was told of, with the time that counts. */
const devicesAre = (
  kind: 'NDEATH' | 'DDEATH',
  what: 'device-offline' | 'device-stale',
  isTime: (loss: Loss, told: Told) => boolean,
): Check =>
  each(losses(kind), (loss) => {
    const untold = loss.devices.find((device) => {
      const told = toldOf(loss, what, device)
      return !told || !isTime(loss, told)
    })
    return untold !== undefined && `${named(loss.message)}: ${what} of ${untold} was not told`
  })

const nodeIs = (what: 'node-offline' | 'node-stale'): Check =>
  each(losses('NDEATH'), (loss) => {
    const told = toldOf(loss, what)
    return !(told && isHostTime(loss, told)) && `${named(loss.message)}: ${what} was not told`
  })

/** An edge node may not go offline by the death of an older session. */
const staleDeathsAreNone: Check = (reading) => {
  const valid = new Set(losses('NDEATH')(reading).map(({ message }) => message))
  const all = hostsOf(reading).flatMap(({ heard }) => heard)
  const faults = reading.told
    .filter(({ what }) => what === 'node-offline')
    .flatMap((told) => {
      const last = all.findLast(
        ({ kind, group, edge, at }) => kind === 'NDEATH' && group === told.group && edge === told.edge && at <= told.at,
      )
      return last && !valid.has(last) ? `${named(last)}: taken for the death of the last session` : []
    })
  return { seen: valid.size, faults }
}

export const HOST_EDGE_CHECKS = {
  'host.node-offline': all(nodeIs('node-offline'), staleDeathsAreNone),
  'host.node-stale': nodeIs('node-stale'),
  'host.devices-offline': devicesAre('NDEATH', 'device-offline', isHostTime),
  'host.devices-stale': devicesAre('NDEATH', 'device-stale', isHostTime),
  'host.device-offline': devicesAre('DDEATH', 'device-offline', isSentTime),
  'host.device-stale': devicesAre('DDEATH', 'device-stale', isSentTime),
} satisfies Record<string, Check>

import { JOURNAL_EPOCH } from '@wanding/contracts'
import { keepCapture, startWireRecorder, tempFolder, type WirePacket, waitFor } from '@wanding/testkit'
import { checkRecording, failuresOf, type RecordingSubject } from '@wanding/testkit/sparkplug'
import { beforeAll, describe, expect, it } from 'vitest'
import { createMill } from '../../../../../simulator/src/engine'
import { BROKERS, type BrokerCase } from '../../../../../simulator/src/gateway/conformance/brokers.suite'
import { liveMill } from '../../../../../simulator/src/gateway/live-mill'
import { MillClock } from '../../../../../simulator/src/gateway/mill-clock'
import { loadMillPlan } from '../../../../../simulator/src/mill-files'
import { backend } from './backend.suite'

const HOST = 'wanding'
const GATEWAYS = 4

/** A mill whose gateways have the backend as their primary host: this comes late, leaves, and comes again. */
async function record({ protocolVersion, start, file }: BrokerCase): Promise<readonly WirePacket[]> {
  const broker = await start()
  const recorder = await startWireRecorder({ port: broker.port })
  const [spool, journals] = [await tempFolder('spool'), await tempFolder('journals')]
  let readings = 0
  const aHost = async () => {
    const made = await backend({ url: recorder.url, protocolVersion, folder: spool.path })
    made.bus.on('reading', () => (readings += 1))
    return made
  }
  const now = Date.now()
  const mill = liveMill({
    mill: createMill(loadMillPlan('teaching', ['faults.scale=0'], import.meta.url), 7, now),
    clock: new MillClock(now, now, 1),
    run: 'live',
    software: 'test',
    broker: { url: recorder.url, protocolVersion },
    journal: { folder: journals.path, mostBytes: 64 * 1024 * 1024, whenFull: 'block' },
    sparkplug: { primaryHost: HOST },
    onStateChange: () => {},
  })
  const published = (kind: string) =>
    recorder
      .packets()
      .filter(({ from, packet }) => from === 'client' && packet.cmd === 'publish' && packet.topic.includes(`/${kind}/`))
      .length
  const accepted = () => recorder.packets().filter(({ packet }) => packet.cmd === 'suback').length
  const until = (what: string, is: () => boolean) => waitFor(is, { what })
  let host = await aHost()
  try {
    mill.start()
    await until('the gateways to wait', () => accepted() >= GATEWAYS)
    host.start()
    await until('births and data', () => published('NBIRTH') >= GATEWAYS && published('DDATA') > 0 && readings > 0)
    await host.stop()
    await until('goodbyes', () => published('NDEATH') >= GATEWAYS)
    host = await aHost()
    host.start()
    const heard = readings
    await until('births again', () => published('NBIRTH') >= 2 * GATEWAYS && readings > heard && published('NCMD') > 0)
  } finally {
    await mill.stop()
    await host.stop()
    await recorder.stop()
    await broker.stop()
    await spool.stop()
    await journals.stop()
  }
  keepCapture(`plant-${file}`, recorder.packets())
  return recorder.packets()
}

const isHost = (clientId: string): boolean => clientId.startsWith('wanding-host')
const isGateway = (clientId: string): boolean => !isHost(clientId) && !clientId.endsWith('-trainer')

describe.each(BROKERS)('a mill and its primary host, the backend, over $name', (broker) => {
  let packets: readonly WirePacket[]

  beforeAll(async () => {
    packets = await record(broker)
  })

  const verdicts = (subject: RecordingSubject) => checkRecording(packets, subject)

  it('keep every rule of edge nodes', () => {
    const found = verdicts({ role: 'edge', isOwn: isGateway, primaryHostOf: () => HOST, retold: [JOURNAL_EPOCH] })
    expect(failuresOf(found)).toEqual([])
    for (const check of ['primary.waits', 'primary.offline', 'primary.reconnects', 'will.bdseq', 'leave.ndeath']) {
      expect([check, found.get(check)?.kind]).toEqual([check, 'passed'])
    }
  })

  it('keep every rule of hosts', () => {
    const found = verdicts({ role: 'host', isOwn: isHost, reorderMs: 2_000 })
    // Nobody has listened here to what the backend tells of deaths.
    expect(failuresOf(found).filter((check) => !/^host\.(node|devices?)-/.test(check))).toEqual([])
    for (const check of ['host.birth', 'host.leave', 'host.birth-timestamp']) {
      expect([check, found.get(check)?.kind]).toEqual([check, 'passed'])
    }
  })
})

import { keepCapture, startWireRecorder, type WirePacket, waitFor } from '@wanding/testkit'
import { checkRecording, failuresOf, type RecordingSubject } from '@wanding/testkit/sparkplug'
import { beforeAll, describe, expect, it } from 'vitest'
import { createMill } from '../../../../../simulator/src/engine'
import { BROKERS, type BrokerCase } from '../../../../../simulator/src/gateway/conformance/brokers.suite'
import { liveMill } from '../../../../../simulator/src/gateway/live-mill'
import { MillClock } from '../../../../../simulator/src/gateway/mill-clock'
import { loadMillPlan } from '../../../../../simulator/src/mill-files'
import { Bus } from '../../bus'
import { loadConfig } from '../../config'
import { IngestService } from '../ingest.service'

const HOST = 'wanding'
const GATEWAYS = 4

/** A mill whose gateways have the backend as their primary host: this comes late, leaves, and comes again. */
async function record({ protocolVersion, start, file }: BrokerCase): Promise<readonly WirePacket[]> {
  const broker = await start()
  const recorder = await startWireRecorder({ port: broker.port })
  const config = {
    ...loadConfig({ LOG_LEVEL: 'silent' }),
    mqtt: { url: recorder.url, embedded: protocolVersion === 4 },
  }
  const bus = new Bus((error) => {
    throw error
  })
  let readings = 0
  bus.on('reading', () => (readings += 1))
  const now = Date.now()
  const mill = liveMill({
    mill: createMill(loadMillPlan('teaching', ['faults.scale=0'], import.meta.url), 7, now),
    clock: new MillClock(now, now, 1),
    run: 'live',
    software: 'test',
    broker: { url: recorder.url, protocolVersion },
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
  let host = new IngestService(bus, config)
  try {
    mill.start()
    await until('the gateways to wait', () => accepted() >= GATEWAYS)
    host.onModuleInit()
    await until('births and data', () => published('NBIRTH') >= GATEWAYS && published('DDATA') > 0 && readings > 0)
    await host.onModuleDestroy()
    await until('goodbyes', () => published('NDEATH') >= GATEWAYS)
    host = new IngestService(bus, config)
    host.onModuleInit()
    const heard = readings
    await until('births again', () => published('NBIRTH') >= 2 * GATEWAYS && readings > heard)
  } finally {
    await mill.stop()
    await host.onModuleDestroy()
    await recorder.stop()
    await broker.stop()
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
    const found = verdicts({ role: 'edge', isOwn: isGateway, primaryHostOf: () => HOST })
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

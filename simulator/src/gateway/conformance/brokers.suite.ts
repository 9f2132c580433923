import { freePort, startMosquitto } from '@wanding/testkit'
import { startBroker } from '../../../../apps/broker/src/mqtt-broker'

/** A broker that can be killed and come back on its port, without memory. */
export interface RecordedBroker {
  port: number
  down(): Promise<void>
  up(): Promise<void>
  stop(): Promise<void>
}

async function mosquitto(): Promise<RecordedBroker> {
  const { port, down, up, stop } = await startMosquitto()
  return { port, down: () => down({ kill: true }), up, stop }
}

/** The broker of apps/broker as its program starts it, in this process. */
async function embedded(): Promise<RecordedBroker> {
  const port = await freePort()
  const start = () => startBroker({ host: '127.0.0.1', port }, () => {})
  let running: Awaited<ReturnType<typeof start>> | undefined = await start()
  const down = async () => {
    await running?.stop()
    running = undefined
  }
  const up = async () => {
    running = await start()
  }
  return { port, down, up, stop: down }
}

export interface BrokerCase {
  name: string
  /** For names of files. */
  file: string
  protocolVersion: 4 | 5
  start: () => Promise<RecordedBroker>
  /** Checks of the other version of MQTT. */
  unseen: readonly string[]
}

export const BROKERS: readonly BrokerCase[] = [
  {
    name: 'mosquitto and MQTT 5',
    file: 'mosquitto',
    protocolVersion: 5,
    start: mosquitto,
    unseen: ['session.clean-311', 'leave.311'],
  },
  {
    name: 'the embedded broker and MQTT 3.1.1',
    file: 'embedded',
    protocolVersion: 4,
    start: embedded,
    unseen: ['session.clean-5', 'leave.5'],
  },
]

import { type BirthMetric, EdgeSession, type Outgoing } from '@wanding/sparkplug'
import { connectAsync, type MqttClient } from 'mqtt'

export const GROUP = 'plant'
export const EDGE = 'G01'

/** An edge node that can lose messages, hold them back, and die late; it answers every request for births but when told not to. */
export class ScriptedPlant {
  private readonly session = new EdgeSession({ group: GROUP, edge: EDGE })
  private client: MqttClient | undefined
  private will: Outgoing | undefined
  private turn = 0
  answers = true

  constructor(private readonly port: number) {}

  async connect(): Promise<void> {
    await this.client?.endAsync(true)
    const client = await connectAsync(`mqtt://127.0.0.1:${this.port}`, { reconnectPeriod: 0 })
    client.on('error', () => {})
    client.on('message', (topic, payload) => {
      const asked = this.session.onCommand(topic, payload).some(({ kind }) => kind === 'rebirth')
      if (asked && this.answers) void this.births()
    })
    await client.subscribeAsync(`spBv1.0/${GROUP}/NCMD/${EDGE}`, { qos: 1 })
    this.client = client
  }

  /** A new session: the death of the one before is what a broker might still have. */
  begin(): Outgoing | undefined {
    const before = this.will
    this.will = this.session.will(Date.now())
    return before
  }

  get death(): Outgoing {
    return this.will!
  }

  async births(): Promise<void> {
    const now = Date.now()
    await this.send(this.session.nodeBirth([{ name: 'load', datatype: 'Float', value: 0.5 }], now))
    for (const machine of ['RF01', 'RF02']) await this.send(this.session.deviceBirth(machine, this.metrics(), now))
  }

  /** Data of RF01, to be sent now, late or never. */
  data(): Outgoing {
    this.turn += 1
    return this.session.deviceData('RF01', [{ name: 'spindle/speed', value: 15_000 + this.turn }], Date.now())
  }

  lose(): Outgoing {
    return this.session.deviceDeath('RF02', Date.now())
  }

  async send({ topic, payload, qos, retain }: Outgoing): Promise<void> {
    await this.client!.publishAsync(topic, Buffer.from(payload), { qos, retain })
  }

  async stop(): Promise<void> {
    await this.client?.endAsync(true)
  }

  private metrics(): BirthMetric[] {
    return [
      { name: 'machine/kind', datatype: 'String', value: 'ring-frame' },
      { name: 'spindle/speed', datatype: 'Float', value: 15_000 + this.turn },
    ]
  }
}

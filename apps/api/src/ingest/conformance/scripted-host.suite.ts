import { Link } from '@wanding/link'
import { type CommandTarget, type CommandValue, HostSession } from '@wanding/sparkplug'

/** A host on the same session and line as the backend, which writes: the backend itself only asks for births. */
export class ScriptedHost {
  private readonly session = new HostSession({ hostId: 'lab', reorderMs: 60_000 })
  private readonly link: Link

  constructor(url: string, protocolVersion: 4 | 5) {
    this.link = new Link({
      url,
      protocolVersion,
      clientId: 'lab-host',
      will: () => this.session.will(Date.now()),
      subscriptions: [{ filter: 'spBv1.0/#', qos: 1 }],
      onUp: () => this.link.publish(this.session.birth()),
      onDown: () => {},
      onMessage: (topic, payload) => this.session.receive(topic, payload, Date.now()),
    })
  }

  start(): void {
    this.link.start()
  }

  /** True when it was sent: the target is born and has announced the metric. */
  write(target: CommandTarget, value: CommandValue): boolean {
    const command = this.session.command(target, [value], Date.now())
    return command !== undefined && this.link.publish(command)
  }

  stop(): Promise<void> {
    return this.link.stop([this.session.death(Date.now())])
  }
}

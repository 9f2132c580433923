import { type TrainerCommand, type TrainerReply, trainerCommand, trainerTopics } from '@wanding/contracts/trainer'
import { Link, type LinkMessage } from '@wanding/link'
import { activeFaults, type CommandResult, inject, type Mill, type MillEvent, respond } from '../engine'
import type { BrokerAddress } from './edge-node'
import { GATEWAY_FAULT_KINDS } from './faults/fault-days'
import type { GatewayFaults } from './faults/gateway-faults'
import { TruthBook } from './truth-book'

/** Replies that are kept for commands that come twice (QoS 1). */
const REMEMBERED = 256
const MOST_LISTED = 500
/** Answers that wait for the line; a broker keeps one command a topic. */
const MOST_UNSENT = 16
/** A longer command is not one. */
const MOST_BYTES = 10_000

export interface TrainerChannelOptions {
  mill: Mill
  /** Faults of sensors, gateways and the network; they are ordered on the same line. */
  faults: GatewayFaults
  run: string
  broker: BrokerAddress
  millNowMs: () => number
  /** An order has changed the mill. */
  onOrder?: (() => void) | undefined
  wallNowMs?: () => number
}

/** The trainer's line into a simulated mill: commands in, answers and truth out, on topics of their own. */
export class TrainerChannel {
  private readonly topics: ReturnType<typeof trainerTopics>
  private readonly link: Link
  private readonly truth: TruthBook
  private readonly answered = new Map<string, TrainerReply>()
  /** To what came before the line was up: a broker gives what it has kept along with the subscription. */
  private readonly unsent: TrainerReply[] = []
  private up = false

  constructor(private readonly options: TrainerChannelOptions) {
    const { mill, broker } = options
    this.topics = trainerTopics(mill.plan.id)
    this.truth = new TruthBook(mill.plan)
    this.link = new Link({
      ...broker,
      clientId: `${mill.plan.id}-trainer`,
      will: () => this.message('reply', { id: null, ok: false, reason: 'gone', message: 'the mill has gone' }),
      subscriptions: [{ filter: this.topics.command, qos: 1 }],
      onUp: () => {
        this.up = true
        for (const reply of this.unsent.splice(0)) this.reply(reply)
      },
      onDown: () => {
        this.up = false
      },
      onMessage: (_topic, payload, retained) => this.receive(payload, retained),
    })
  }

  start(): void {
    this.link.start()
  }

  stop(): Promise<void> {
    return this.link.stop()
  }

  /** Hears everything that happens in the mill. */
  note(event: MillEvent): void {
    if (this.up) this.truth.add(event)
  }

  /** Publishes what has really happened since the last time. */
  publish(): void {
    const page = this.up ? this.truth.take() : undefined
    if (page)
      this.link.publish(this.message('truth', { run: this.options.run, nowMs: this.options.millNowMs(), ...page }))
  }

  /** A command is answered, whatever it is; one that the broker had kept is none, for nobody knows when it was meant. */
  private receive(payload: Uint8Array, retained: boolean): void {
    this.reply(retained ? refusal(idIn(payload), 'retained', 'a command must not be retained') : this.answer(payload))
  }

  private reply(reply: TrainerReply): void {
    if (this.up) this.link.publish(this.message('reply', reply))
    else if (this.unsent.length < MOST_UNSENT) this.unsent.push(reply)
  }

  private answer(payload: Uint8Array): TrainerReply {
    const parsed = trainerCommand.safeParse(jsonOf(payload))
    if (!parsed.success) {
      const where = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'command'}: ${message}`)
      return refusal(idIn(payload), 'unreadable', where.slice(0, 5).join('; '))
    }
    const command = parsed.data
    const known = this.answered.get(command.id)
    if (known) return known
    const reply = this.carryOut(command)
    this.answered.set(command.id, reply)
    if (this.answered.size > REMEMBERED) this.answered.delete(this.answered.keys().next().value!)
    return reply
  }

  private carryOut(command: TrainerCommand): TrainerReply {
    const { mill, faults: ofGateways, millNowMs, wallNowMs = Date.now } = this.options
    const { id, expiresMs } = command
    if (expiresMs !== undefined && wallNowMs() > expiresMs) return refusal(id, 'expired', 'the command came too late')
    const nowMs = millNowMs()
    if (command.command === 'list') {
      const faults = [...ofGateways.list(), ...activeFaults(mill)]
      const more = faults.length - MOST_LISTED
      return { id, ok: true, nowMs, faults: faults.slice(0, MOST_LISTED), ...(more > 0 && { more }) }
    }
    const atMs = command.atMs ?? nowMs
    if (command.command === 'respond' && atMs <= nowMs) {
      const cures = ofGateways.respond(command, nowMs)
      if (cures.length > 0) {
        this.note({ kind: 'response', atMs: nowMs, response: command.response, place: command.place, cures })
        this.options.onOrder?.()
        return { id, ok: true, nowMs, place: command.place }
      }
    }
    const result = this.order(command, atMs)
    if (result.ok) this.options.onOrder?.()
    return result.ok ? { id, ok: true, nowMs, place: result.place } : refusal(id, result.reason, result.message)
  }

  /** An order belongs to the mill, or to what is published of it. */
  private order(command: Exclude<TrainerCommand, { command: 'list' }>, atMs: number): CommandResult {
    const { mill, faults } = this.options
    if (command.command === 'respond') return respond(mill, { response: command.response, place: command.place }, atMs)
    const wanted = orderOf(command)
    return GATEWAY_FAULT_KINDS.includes(command.fault) ? faults.inject(wanted, atMs) : inject(mill, wanted, atMs)
  }

  private message(topic: 'reply' | 'truth', content: object): LinkMessage {
    return { topic: this.topics[topic], payload: Buffer.from(JSON.stringify(content)), qos: 1, retain: false }
  }
}

const refusal = (id: string | null, reason: string, message: string): TrainerReply => ({
  id,
  ok: false,
  reason,
  message,
})

/** An order for the engine out of a command; keys that were left out stay out. */
function orderOf({
  fault,
  place,
  severity,
  minutes,
  rampMinutes,
  selfCure,
}: Extract<TrainerCommand, { command: 'inject' }>) {
  return {
    fault,
    place,
    ...(severity !== undefined && { severity }),
    ...(minutes !== undefined && { minutes }),
    ...(rampMinutes !== undefined && { rampMinutes }),
    ...(selfCure !== undefined && { selfCure }),
  }
}

/** The id that a command has, whatever else it is. */
function idIn(payload: Uint8Array): string | null {
  const id = (jsonOf(payload) as { id?: unknown } | null | undefined)?.id
  return typeof id === 'string' ? id.slice(0, 64) : null
}

function jsonOf(payload: Uint8Array): unknown {
  if (payload.length > MOST_BYTES) return undefined
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'))
  } catch {
    return undefined
  }
}

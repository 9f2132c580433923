import { createServer, type Server } from 'node:net'
import type { Duplex } from 'node:stream'
import { Aedes, type AuthenticateError, type Client } from 'aedes'
import { type Account, accountOf, asksForTrainer, BAD_USER_NAME_OR_PASSWORD, isTrainerTopic, refusalOf } from './access'
import { may } from './acl'
import type { BrokerConfig } from './config'
import { MOST_PACKET_BYTES, PacketSizes } from './packet-sizes'

/**
 * What may wait for a client that reads slowly: the births of a million spindles (12 MB) and what these say in the 15 s that a
 * host on half a core takes for them (3 MB/s). Above it telemetry (QoS 0) is not given to this client, as mosquitto does it; a
 * host sees the gap and asks for births.
 */
const MOST_WAITING_BYTES = 64 * 1024 * 1024
/** aedes holds everybody up when one client's socket is full, and does not even answer its ping; so it never is. */
const SOCKET_BYTES = 2 * MOST_WAITING_BYTES

export interface MqttBroker {
  /** Disconnects every client and frees the port. */
  stop(): Promise<void>
}

function listen(server: Server, { host, port }: BrokerConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function notAuthorized(): AuthenticateError {
  return Object.assign(new Error('user name or password is wrong'), { returnCode: BAD_USER_NAME_OR_PASSWORD })
}

/** Starts the embedded broker (MQTT 3.1.1). Rejects with the system's error if the port cannot be had. */
export async function startBroker(config: BrokerConfig, warn: (line: string) => void): Promise<MqttBroker> {
  const { accounts } = config
  const accountOfClient = new WeakMap<Client, Account>()
  const rolesOf = (client: Client) => accountOfClient.get(client)?.roles ?? []
  const trainers = new WeakSet<Client>()
  const slow = new WeakSet<Client>()
  const hasRoom = (client: Client): boolean => {
    const waiting = (client.conn as Duplex).writableLength
    if (waiting <= MOST_WAITING_BYTES) return true
    if (!slow.has(client)) warn(`client ${client.id}: reads too slowly; telemetry for it is dropped meanwhile`)
    slow.add(client)
    return false
  }
  const broker = await Aedes.createBroker({
    authenticate: (client, user, password, done) => {
      const account = accounts && accountOf(accounts, user, password)
      if (account) accountOfClient.set(client, account)
      if (!accounts || account) done(null, true)
      else done(notAuthorized(), false)
    },
    authorizePublish: (client, packet, done) => {
      const denied = accounts && client && !may(rolesOf(client), 'write', packet.topic)
      // Read at once with others, a packet is here before its connection has ended for it.
      const large = packet.payload.length > MOST_PACKET_BYTES ? 'the message is too large' : undefined
      const refusal = refusalOf(packet) ?? large ?? (denied ? 'the account may not' : undefined)
      done(refusal ? new Error(`publish to ${packet.topic} refused: ${refusal}`) : null)
    },
    authorizeSubscribe: (client, subscription, done) => {
      if (client && asksForTrainer(subscription.topic)) trainers.add(client)
      done(null, subscription)
    },
    // As mosquitto does it: anything can be subscribed to, and what the account may not hear does not come.
    authorizeForward: (client, packet) => {
      const hears = accounts
        ? may(rolesOf(client), 'read', packet.topic)
        : !isTrainerTopic(packet.topic) || trainers.has(client)
      return hears && (packet.qos > 0 || hasRoom(client)) ? packet : null
    },
  })
  const complain = (client: Client, error: Error) => warn(`client ${client?.id ?? 'unknown'}: ${error.message}`)
  broker.on('clientError', complain)
  broker.on('connectionError', complain)

  // Without noDelay, Nagle's algorithm makes QoS 1 messages of some kilobytes twice as slow (limits 2b).
  const server = createServer({ noDelay: true, highWaterMark: SOCKET_BYTES }, (socket) => {
    broker.handle(socket)
    const sizes = new PacketSizes()
    socket.on('data', (bytes) => {
      if (!sizes.fit(bytes)) socket.destroy(new Error(`a packet of more than ${MOST_PACKET_BYTES} bytes refused`))
    })
  })
  try {
    await listen(server, config)
  } catch (error) {
    broker.close()
    throw error
  }
  return {
    stop: async () => {
      const freed = new Promise<void>((resolve) => server.close(() => resolve()))
      await new Promise<void>((resolve) => broker.close(resolve))
      await freed
    },
  }
}

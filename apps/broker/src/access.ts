import { createHash, timingSafeEqual } from 'node:crypto'
import type { Role } from './acl'

/** Who may come in, and what it may do here. */
export interface Account {
  user: string
  password: string
  roles: readonly Role[]
}

/** CONNACK return codes of MQTT 3.1.1, table 3.1. (aedes has them as a const enum only, which a bundler cannot see.) */
export const BAD_USER_NAME_OR_PASSWORD = 4

const COMMAND = /^spBv1\.0\/[^/]+\/[ND]CMD(\/|$)/
const TRAINER = /^wanding\/[^/]+\/trainer\//

/**
 * Why a publish is refused, or undefined if it is not. A retained command would be carried out again at every
 * reconnect, long after it was meant; `$SYS` is the broker's own. [tck-id-payloads-ncmd-retain, tck-id-payloads-dcmd-retain]
 */
export function refusalOf(packet: { topic: string; retain: boolean }): string | undefined {
  if (packet.topic.startsWith('$SYS')) return '$SYS topics are the broker’s own'
  if (packet.retain && COMMAND.test(packet.topic)) return 'a command must not be retained'
  if (packet.retain && TRAINER.test(packet.topic)) return 'what trainers say and hear must not be retained'
  return undefined
}

/** True for what only a trainer and the simulated mill may hear: commands of trainers, and the truth behind the telemetry. */
export const isTrainerTopic = (topic: string): boolean => topic.startsWith('wanding/') && TRAINER.test(topic)

/** True for a filter that asks for these topics by name; `#` and `+/…` do not, and so do not overhear them. */
export const asksForTrainer = (filter: string): boolean => filter.startsWith('wanding/')

const digest = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest()

/** The account that user and password are those of; takes as long for a wrong one as for the right one. */
export function accountOf(
  accounts: readonly Account[],
  user: string | undefined,
  password: Buffer | undefined,
): Account | undefined {
  const [givenUser, givenPassword] = [digest(user ?? ''), digest(password ?? '')]
  const right = accounts.filter((account) => {
    const rightUser = timingSafeEqual(digest(account.user), givenUser)
    const rightPassword = timingSafeEqual(digest(account.password), givenPassword)
    return rightUser && rightPassword
  })
  return right[0]
}

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Account } from './access'

const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|::1)$/

const PORT = 'must be a port number from 1 to 65535'
/** Accounts beside MQTT_USER, whose names are those of the compose file, and the settings with their passwords. */
const OTHERS = [
  ['api', 'MQTT_API_PASSWORD'],
  ['trainer', 'MQTT_TRAINER_PASSWORD'],
] as const

const TEXT = 'must be a text without control characters (a file with CRLF line ends?)'
/** A file with CRLF line ends gives every value a carriage return that nobody sees. */
const text = z.string().refine((value) => !/\p{Cc}/u.test(value) && value.trim() !== '', { message: TEXT })
const optionalText = text.optional()

const brokerEnv = z
  .object({
    HOST: text.default('127.0.0.1'),
    MQTT_PORT: z.coerce.number(PORT).int(PORT).min(1, PORT).max(65_535, PORT).default(1883),
    MQTT_USER: optionalText,
    MQTT_PASSWORD: optionalText,
    MQTT_PASSWORD_FILE: optionalText,
    MQTT_API_PASSWORD: optionalText,
    MQTT_TRAINER_PASSWORD: optionalText,
  })
  .refine((env) => !(env.MQTT_PASSWORD && env.MQTT_PASSWORD_FILE), {
    path: ['MQTT_PASSWORD_FILE'],
    message: 'set either the password or its file, not both',
  })
  .refine((env) => !(env.MQTT_PASSWORD || env.MQTT_PASSWORD_FILE) || env.MQTT_USER, {
    path: ['MQTT_USER'],
    message: 'a password needs a user',
  })
  .refine((env) => !env.MQTT_USER || env.MQTT_PASSWORD || env.MQTT_PASSWORD_FILE, {
    path: ['MQTT_PASSWORD'],
    message: 'a user needs a password',
  })
  .superRefine((env, { addIssue }) => {
    for (const [user, key] of OTHERS) {
      if (env[key] === undefined) continue
      if (!env.MQTT_USER)
        addIssue({ code: 'custom', path: [key], message: 'without MQTT_USER the broker has no accounts: set it, too' })
      else if (env.MQTT_USER === user)
        addIssue({ code: 'custom', path: ['MQTT_USER'], message: `${user} is the account of ${key}` })
    }
  })
  .refine((env) => LOOPBACK.test(env.HOST) || env.MQTT_USER, {
    path: ['MQTT_USER'],
    message: 'HOST is not a loopback address: a broker that others can reach needs a user and a password',
  })

export interface BrokerConfig {
  host: string
  port: number
  /** Who may come in; without accounts every client is let in, which only a loopback address may do. */
  accounts?: readonly Account[]
}

/** A setting that cannot be used. The message names keys, never values: a value may be a secret. */
export class ConfigError extends Error {
  readonly code = 'config/invalid'
}

function passwordFrom(file: string): string {
  let password: string
  try {
    password = readFileSync(file, 'utf8').trim()
  } catch {
    throw new ConfigError('MQTT_PASSWORD_FILE: the file cannot be read')
  }
  if (password === '') throw new ConfigError('MQTT_PASSWORD_FILE: the file is empty')
  return password
}

/** Reads every setting of the broker once. An empty variable counts as not set. Throws ConfigError. */
export function loadConfig(env: Record<string, string | undefined>): Readonly<BrokerConfig> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = brokerEnv.safeParse(set)
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(reasons.join('; '))
  }
  const { HOST, MQTT_PORT, MQTT_USER, MQTT_PASSWORD, MQTT_PASSWORD_FILE } = parsed.data
  const password = MQTT_PASSWORD ?? (MQTT_PASSWORD_FILE && passwordFrom(MQTT_PASSWORD_FILE))
  return Object.freeze({
    host: HOST,
    port: MQTT_PORT,
    ...(MQTT_USER && password ? { accounts: accountsOf(MQTT_USER, password, parsed.data) } : {}),
  })
}

/** MQTT_USER is the account of gateways, and of the backend, too, unless that has one of its own. Never of trainers. */
function accountsOf(user: string, password: string, env: z.infer<typeof brokerEnv>): Account[] {
  const others = OTHERS.flatMap(([role, key]): Account[] => {
    const secret = env[key]
    return secret ? [{ user: role, password: secret, roles: [role] }] : []
  })
  return [{ user, password, roles: env.MQTT_API_PASSWORD ? ['gateway'] : ['gateway', 'api'] }, ...others]
}

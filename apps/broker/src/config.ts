import { readFileSync } from 'node:fs'
import { z } from 'zod'

const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|::1)$/

const PORT = 'must be a port number from 1 to 65535'
const optionalText = z.string().min(1).optional()

const brokerEnv = z
  .object({
    HOST: z.string().min(1).default('127.0.0.1'),
    MQTT_PORT: z.coerce.number(PORT).int(PORT).min(1, PORT).max(65_535, PORT).default(1883),
    MQTT_USER: optionalText,
    MQTT_PASSWORD: optionalText,
    MQTT_PASSWORD_FILE: optionalText,
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
  .refine((env) => LOOPBACK.test(env.HOST) || env.MQTT_USER, {
    path: ['MQTT_USER'],
    message: 'HOST is not a loopback address: a broker that others can reach needs a user and a password',
  })

export interface BrokerConfig {
  host: string
  port: number
  /** The one account; without it every client is let in, which only a loopback address may do. */
  account?: { user: string; password: string }
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
    ...(MQTT_USER && password ? { account: { user: MQTT_USER, password } } : {}),
  })
}

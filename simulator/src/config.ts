import { resolve } from 'node:path'
import { z } from 'zod'

const port = z.coerce.number().int().min(1).max(65_535)
/** No control character: a file with CRLF line ends gives every value a carriage return that nobody sees. */
const text = z
  .string()
  .min(1)
  .refine((value) => !/\p{Cc}/u.test(value) && value.trim() !== '')
const optionalText = text.optional()

const simulatorEnv = z.object({
  MQTT_URL: z.url({ protocol: /^(mqtt|mqtts|ws|wss)$/ }).optional(),
  MQTT_PORT: port.default(1883),
  MQTT_USER: optionalText,
  MQTT_PASSWORD: optionalText,
  MILL: text.default('jimo'),
  SEED: z.coerce.number().int().min(0).max(0xffff_ffff).default(7),
  WANDING_DATA: text.default('.wanding'),
  SPEED: z.coerce.number().min(0.1).max(3600).default(1),
  JOURNAL_MOST_MB: z.coerce.number().min(16).max(1_000_000).default(512),
  JOURNAL_WHEN_FULL: z.enum(['block', 'drop-oldest']).default('block'),
  SPARKPLUG_PRIMARY_HOST: z
    .string()
    .regex(/^[^+#/\0]{1,200}$/)
    .optional(),
  SPARKPLUG_DATATYPES: z.enum(['true', 'false']).default('false'),
})

export interface SimulatorConfig {
  mqtt: { url: string; protocolVersion: 4 | 5; user?: string; password?: string }
  mill: string
  seed: number
  speed: number
  /** Where the simulator keeps its mill, and the journals of its gateways. */
  dataFolder: string
  /** Of each gateway. */
  journal: { mostBytes: number; whenFull: 'block' | 'drop-oldest' }
  sparkplug: {
    /** Id of the host that gateways wait for with their births. */
    primaryHost?: string
    /** Whether data carry datatypes, which the specification asks to leave out. */
    includeDatatype: boolean
  }
}

/** A setting is wrong: the message names keys, never values. */
export class ConfigError extends Error {
  readonly code = 'config/invalid'
}

const NEEDS: Readonly<Record<string, string>> = {
  MQTT_URL: 'an mqtt://, mqtts://, ws:// or wss:// address',
  MQTT_PORT: 'a port from 1 to 65535',
  SEED: 'a whole number from 0 to 4294967295',
  SPEED: 'a number from 0.1 to 3600',
  JOURNAL_MOST_MB: 'a number from 16 to 1000000',
  JOURNAL_WHEN_FULL: 'block or drop-oldest',
  SPARKPLUG_PRIMARY_HOST: 'the id of a host, without + # and /',
  SPARKPLUG_DATATYPES: 'true or false',
}

/** Reads the environment once; an empty variable counts as not set. Throws a ConfigError that names every bad key. */
export function loadConfig(env: Record<string, string | undefined>): Readonly<SimulatorConfig> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = simulatorEnv.safeParse(given)
  if (!parsed.success) {
    const keys = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]
    throw new ConfigError(
      `bad setting: ${keys.map((key) => `${key} must be ${NEEDS[key] ?? 'a text without control characters (a file with CRLF line ends?)'}`).join('; ')}`,
    )
  }
  const e = parsed.data
  const protocolVersion: 4 | 5 = e.MQTT_URL === undefined ? 4 : 5
  return Object.freeze({
    mqtt: {
      url: e.MQTT_URL ?? `mqtt://127.0.0.1:${e.MQTT_PORT}`,
      protocolVersion,
      ...(e.MQTT_USER && { user: e.MQTT_USER }),
      ...(e.MQTT_PASSWORD && { password: e.MQTT_PASSWORD }),
    },
    mill: e.MILL,
    seed: e.SEED,
    speed: e.SPEED,
    dataFolder: resolve(e.WANDING_DATA),
    journal: { mostBytes: e.JOURNAL_MOST_MB * 1024 * 1024, whenFull: e.JOURNAL_WHEN_FULL },
    sparkplug: {
      ...(e.SPARKPLUG_PRIMARY_HOST && { primaryHost: e.SPARKPLUG_PRIMARY_HOST }),
      includeDatatype: e.SPARKPLUG_DATATYPES === 'true',
    },
  })
}

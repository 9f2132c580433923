import { resolve } from 'node:path'
import { z } from 'zod'

const port = z.coerce.number().int().min(1).max(65_535)
/** A file with CRLF line ends, read by what knows only LF, gives every value a carriage return that nobody sees. */
const text = z
  .string()
  .min(1)
  .refine((value) => !/\p{Cc}/u.test(value), { message: 'has a control character (a file with CRLF line ends?)' })
  .refine((value) => value.trim() !== '', { message: 'is only spaces' })
const optionalText = text.optional()

/** Whole ranges: a message that tells one end of it sends to the other. */
const NEEDS: Readonly<Record<string, string>> = {
  PORT: 'a port from 1 to 65535',
  MQTT_PORT: 'a port from 1 to 65535',
  MQTT_URL: 'an mqtt://, mqtts://, ws:// or wss:// address',
  INFLUX_URL: 'an http:// or https:// address',
  INFLUX_DATABASE: 'a name of 1 to 64 letters, digits, - and _',
  CARBON_KG_PER_KWH: 'a number from 0 to 3',
  SPOOL_MOST_MB: 'a number from 64 to 1000000',
  SPARKPLUG_REORDER_MS: 'a whole number from 0 to 60000',
  RETENTION_HOURS: 'a number from 0.1 to 8760',
  RETENTION_GB: 'a number from 0.1 to 100000',
}

/**
 * National mean of China's grid for 2023, kg CO2 per kWh: the newest that is published (Ministry of Ecology and Environment and
 * National Bureau of Statistics, announcement 47 of 2025); 0.5366 of 2022 was announced as 33 of 2024.
 */
const GRID_KG_PER_KWH = 0.5306

/** True for a name that this Node knows as a time zone. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Every setting of the backend. An empty variable counts as not set. */
const apiEnv = z
  .object({
    PORT: port.default(3000),
    HOST: text.default('127.0.0.1'),
    MQTT_URL: z.url({ protocol: /^(mqtt|mqtts|ws|wss)$/ }).optional(),
    MQTT_PORT: port.default(1883),
    MQTT_USER: optionalText,
    MQTT_PASSWORD: optionalText,
    INFLUX_URL: z.url({ protocol: /^https?$/ }).optional(),
    INFLUX_DATABASE: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/)
      .default('wanding'),
    INFLUX_API: z.enum(['auto', 'v1', 'v2', 'v3']).default('auto'),
    INFLUX_ORG: optionalText,
    INFLUX_TOKEN: optionalText,
    INFLUX_USER: optionalText,
    INFLUX_PASSWORD: optionalText,
    WANDING_DATA: text.default('.wanding'),
    BACKUP_FOLDER: optionalText,
    NORMS: optionalText,
    CARBON_KG_PER_KWH: z.coerce.number().min(0).max(3).default(GRID_KG_PER_KWH),
    MILL_TIME_ZONE: z
      .string()
      .min(1)
      .refine(isTimeZone, { message: 'must be a time zone of the IANA list' })
      .optional(),
    // Three minutes of a mill at least, which the recorders read again at a start.
    SPOOL_MOST_MB: z.coerce.number().min(64).max(1_000_000).default(4096),
    SPARKPLUG_REORDER_MS: z.coerce.number().int().min(0).max(60_000).default(2000),
    RETENTION_HOURS: z.coerce.number().min(0.1).max(8760).default(24),
    RETENTION_GB: z.coerce.number().min(0.1).max(100_000).default(20),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  })
  .refine((env) => !(env.INFLUX_TOKEN && env.INFLUX_USER), {
    path: ['INFLUX_TOKEN'],
    message: 'set either a token or a user with password, not both',
  })
  .refine((env) => !env.INFLUX_USER === !env.INFLUX_PASSWORD, {
    path: ['INFLUX_PASSWORD'],
    message: 'user and password go together',
  })
  .refine((env) => env.INFLUX_API !== 'v2' || !env.INFLUX_TOKEN || env.INFLUX_ORG, {
    path: ['INFLUX_ORG'],
    message: 'the v2 API with a token needs the organisation',
  })
  .refine((env) => !env.INFLUX_ORG || env.INFLUX_TOKEN, {
    path: ['INFLUX_TOKEN'],
    message: 'an organisation (INFLUX_ORG) is of 2.x, which needs a token',
  })
  .refine((env) => !env.MQTT_PASSWORD || env.MQTT_USER, { path: ['MQTT_USER'], message: 'a password needs a user' })

export interface ApiConfig {
  http: { port: number; host: string }
  mqtt: { url: string; embedded: boolean; user?: string; password?: string }
  /** How long messages of a gateway wait for a missing one before births are asked for. */
  reorderMs: number
  influx?: {
    url: string
    database: string
    /** How it is spoken to; `auto`: by its version. */
    api: 'auto' | 'v1' | 'v2' | 'v3'
    /** Organisation of 2.x. */
    org?: string
    token?: string
    user?: string
    password?: string
  }
  dataFolder: string
  /** Where copies of the embedded store go; without it none are made. */
  backupFolder?: string
  normsFile?: string
  /** What may wait for the store on the disk. */
  spoolMostBytes: number
  /** How long every spindle's every second is kept, mill hours. */
  retentionHours: number
  /** Room for the spindles' seconds and the moments of the mill together. */
  retentionBytes: number
  reports: {
    /** CO2 of a kilowatt-hour from the grid. */
    carbonKgPerKwh: number
    /** True where the setting gives it. */
    carbonIsOwn: boolean
    /** Zone of the mill's shifts; without it, the offset that the mill tells. */
    timeZone?: string
  }
  logLevel: string
}

/** A setting is wrong: the message names keys and reasons, never values. */
export class ConfigError extends Error {
  readonly code = 'config/invalid'
}

/** Reads the environment once, whole; throws a ConfigError that names every bad key. */
export function loadConfig(env: Record<string, string | undefined>): Readonly<ApiConfig> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = apiEnv.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${reasonOf(issue)}`)
    throw new ConfigError(`bad setting: ${problems.join('; ')}`)
  }
  const e = parsed.data
  return Object.freeze({
    http: { port: e.PORT, host: e.HOST },
    mqtt: {
      url: e.MQTT_URL ?? `mqtt://127.0.0.1:${e.MQTT_PORT}`,
      embedded: e.MQTT_URL === undefined,
      ...(e.MQTT_USER && { user: e.MQTT_USER }),
      ...(e.MQTT_PASSWORD && { password: e.MQTT_PASSWORD }),
    },
    ...(e.INFLUX_URL && {
      influx: {
        url: e.INFLUX_URL,
        database: e.INFLUX_DATABASE,
        api: e.INFLUX_API,
        ...(e.INFLUX_ORG && { org: e.INFLUX_ORG }),
        ...(e.INFLUX_TOKEN && { token: e.INFLUX_TOKEN }),
        ...(e.INFLUX_USER && { user: e.INFLUX_USER }),
        ...(e.INFLUX_PASSWORD && { password: e.INFLUX_PASSWORD }),
      },
    }),
    reorderMs: e.SPARKPLUG_REORDER_MS,
    dataFolder: resolve(e.WANDING_DATA),
    ...(e.BACKUP_FOLDER && { backupFolder: resolve(e.BACKUP_FOLDER) }),
    ...(e.NORMS && { normsFile: resolve(e.NORMS) }),
    reports: {
      carbonKgPerKwh: e.CARBON_KG_PER_KWH,
      carbonIsOwn: given.CARBON_KG_PER_KWH !== undefined,
      ...(e.MILL_TIME_ZONE && { timeZone: e.MILL_TIME_ZONE }),
    },
    spoolMostBytes: e.SPOOL_MOST_MB * 1024 * 1024,
    retentionHours: e.RETENTION_HOURS,
    retentionBytes: e.RETENTION_GB * 1e9,
    logLevel: e.LOG_LEVEL,
  })
}

/** What is wrong without what was given: zod's own messages may quote the input. */
function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message ?? 'is not valid'
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  const need = NEEDS[String(issue.path[0])]
  return need ? `must be ${need}` : 'is not valid'
}

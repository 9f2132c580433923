import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { StoreUnavailableError } from '../history-store.port'
import type { InfluxRequest } from './influx-dialect'

export interface InfluxAnswer {
  status: number
  body: string
  retryAfter?: string
  /** What the server says of itself, where it does. */
  version?: string
}

const CONNECTIONS = 4
const TIMEOUT_MS = 30_000
/** Smaller bodies are not worth packing. */
const GZIP_FROM_BYTES = 1400
/** Fast rather than small: a mill's second is packed in a millisecond, to a fifth. */
const GZIP = { level: 1 }
const pack = promisify(gzip)

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** Requests to an InfluxDB over connections that are kept. */
export class InfluxHttp {
  private readonly base: URL
  private readonly agent: HttpAgent
  private readonly packs: boolean

  /** Bodies are packed (gzip) unless the server is on this machine: there it would only cost. */
  constructor(
    url: string,
    packs?: boolean,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {
    this.base = new URL(url.endsWith('/') ? url : `${url}/`)
    this.packs = packs ?? !LOOPBACK.test(this.base.hostname)
    const options = { keepAlive: true, maxSockets: CONNECTIONS }
    this.agent = this.base.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options)
  }

  /** Answers with any status; rejects with a StoreUnavailableError where there was no answer at all. */
  async send(request: InfluxRequest, authorization: string | undefined): Promise<InfluxAnswer> {
    const url = new URL(request.path, this.base)
    for (const [name, value] of Object.entries(request.parameters)) url.searchParams.set(name, value)
    const plain = Buffer.from(request.body?.text ?? '')
    const isPacked = this.packs && plain.length >= GZIP_FROM_BYTES
    const bytes = isPacked ? await pack(plain, GZIP) : plain
    const options: RequestOptions = {
      method: request.method,
      agent: this.agent,
      timeout: this.timeoutMs,
      headers: {
        ...(request.body && { 'content-type': request.body.type, 'content-length': bytes.length }),
        ...(isPacked && { 'content-encoding': 'gzip' }),
        ...(authorization && { authorization }),
      },
    }
    try {
      return await this.once(url, options, bytes)
    } catch (error) {
      // A kept connection may have been closed by a server that was restarted; all that we send may be sent twice.
      if ((error as { reused?: boolean }).reused) {
        return await this.once(url, options, bytes).catch((again: unknown) => this.unreachable(again))
      }
      return this.unreachable(error)
    }
  }

  close(): void {
    this.agent.destroy()
  }

  private unreachable(error: unknown): never {
    const { code, message } = error as NodeJS.ErrnoException
    throw new StoreUnavailableError(`InfluxDB at ${this.base.host} cannot be reached: ${code ?? message}`, {
      cause: error,
    })
  }

  private once(url: URL, options: RequestOptions, body: Buffer): Promise<InfluxAnswer> {
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (response) => {
        const { 'retry-after': retryAfter, 'x-influxdb-version': version } = response.headers
        const answered = {
          status: response.statusCode ?? 0,
          ...(retryAfter !== undefined && { retryAfter }),
          ...(typeof version === 'string' && { version }),
        }
        textOf(response).then((text) => resolve({ ...answered, body: text }), reject)
      })
      request.once('timeout', () => request.destroy(new Error(`no answer within ${this.timeoutMs / 1000} s`)))
      request.once('error', (error: NodeJS.ErrnoException) => {
        const reset = error.code === 'ECONNRESET' || error.code === 'EPIPE'
        reject(Object.assign(error, { reused: request.reusedSocket && reset }))
      })
      request.end(body)
    })
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { StoreUnavailableError } from '../history-store.port'

export interface InfluxAccount {
  token?: string
  user?: string
  password?: string
}

export interface InfluxAnswer {
  status: number
  body: string
  retryAfter?: string
}

const CONNECTIONS = 4
const TIMEOUT_MS = 30_000
/** Smaller bodies are not worth packing. */
const GZIP_FROM_BYTES = 1400
/** Fast rather than small: a mill's second is packed in a millisecond, to a fifth. */
const GZIP = { level: 1 }
const pack = promisify(gzip)

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * POST to an InfluxDB over connections that are kept. A token goes as the password of Basic: that is the one way that
 * the v1 endpoints of all versions understand (standards 5.1).
 */
export class InfluxHttp {
  private readonly base: URL
  private readonly agent: HttpAgent
  private readonly authorization: string | undefined
  private readonly packs: boolean

  /** Bodies are packed (gzip) unless the server is on this machine: there it would only cost. */
  constructor(url: string, { token, user, password }: InfluxAccount, packs?: boolean) {
    this.base = new URL(url.endsWith('/') ? url : `${url}/`)
    this.packs = packs ?? !LOOPBACK.test(this.base.hostname)
    const options = { keepAlive: true, maxSockets: CONNECTIONS }
    this.agent = this.base.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options)
    const account =
      token !== undefined ? `wanding:${token}` : user !== undefined ? `${user}:${password ?? ''}` : undefined
    this.authorization = account && `Basic ${Buffer.from(account).toString('base64')}`
  }

  /** Answers with any status; rejects with a StoreUnavailableError where there was no answer at all. */
  async post(path: string, parameters: Record<string, string>, body: string, type: string): Promise<InfluxAnswer> {
    const url = new URL(path, this.base)
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
    const plain = Buffer.from(body)
    const isPacked = this.packs && plain.length >= GZIP_FROM_BYTES
    const bytes = isPacked ? await pack(plain, GZIP) : plain
    try {
      return await this.send(url, bytes, type, isPacked)
    } catch (error) {
      // A kept connection may have been closed by a server that was restarted; all that we post may be posted twice.
      if ((error as { reused?: boolean }).reused) {
        return await this.send(url, bytes, type, isPacked).catch((again: unknown) => this.unreachable(again))
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

  private send(url: URL, body: Buffer, type: string, isPacked: boolean): Promise<InfluxAnswer> {
    const options: RequestOptions = {
      method: 'POST',
      agent: this.agent,
      timeout: TIMEOUT_MS,
      headers: {
        'content-type': type,
        'content-length': body.length,
        ...(isPacked && { 'content-encoding': 'gzip' }),
        ...(this.authorization && { authorization: this.authorization }),
      },
    }
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (response) => {
        const retryAfter = response.headers['retry-after']
        const answered = { status: response.statusCode ?? 0, ...(retryAfter !== undefined && { retryAfter }) }
        textOf(response).then((text) => resolve({ ...answered, body: text }), reject)
      })
      request.once('timeout', () => request.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)))
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

import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What is done to a request instead of passing it on; undefined passes it on as it is. */
export type HttpFault =
  /** Answered here: the server never hears of it. */
  | { answer: number; headers?: Record<string, string>; body?: string }
  /** The server does what was asked, and its answer never arrives. */
  | 'lose the answer'

/** A request as a fault is chosen for it. */
export interface HttpAsked {
  path: string
  body: string
}

export interface HttpFaults {
  port: number
  /** Chooses what is done to each request from now on. */
  fault(choose: (asked: HttpAsked) => HttpFault | undefined): void
  /** Every request is passed on. */
  none(): void
  /** When each request came that a fault was done to, `performance.now()`. */
  readonly done: readonly number[]
  /** How often the server itself has answered with a status to requests whose path begins so. */
  answered(status: number, path: string): number
  stop(): Promise<void>
}

/** An HTTP proxy on a free port of 127.0.0.1 in front of a real server on this machine, that does one kind of fault at a time. */
export async function startHttpFaults({ port }: { port: number }): Promise<HttpFaults> {
  let choose: (asked: HttpAsked) => HttpFault | undefined = () => undefined
  const done: number[] = []
  const answers: { status: number; path: string }[] = []
  const agent = new Agent({ keepAlive: true })

  const forward = (asked: IncomingMessage, body: Buffer, response: ServerResponse, isLost: boolean) => {
    const { method, url: path, headers } = asked
    const options = { agent, host: '127.0.0.1', port, method, path, headers }
    const upstream = request(options, (answer) => {
      const status = answer.statusCode ?? 0
      answers.push({ status, path: path ?? '' })
      if (isLost) {
        // Only when all of it is here has the server done what was asked.
        answer.resume().once('end', () => asked.socket.destroy())
        return
      }
      response.writeHead(status, answer.headers)
      answer.pipe(response)
    })
    upstream.once('error', () => asked.socket.destroy())
    upstream.end(body)
  }

  const server = createServer(async (asked, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of asked) chunks.push(chunk as Buffer)
    } catch {
      return
    }
    const body = Buffer.concat(chunks)
    const fault = choose({ path: asked.url ?? '', body: body.toString() })
    if (fault !== undefined) done.push(performance.now())
    if (fault === undefined || fault === 'lose the answer') forward(asked, body, response, fault !== undefined)
    else response.writeHead(fault.answer, fault.headers).end(fault.body)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    fault: (chosen) => {
      choose = chosen
    },
    none: () => {
      choose = () => undefined
    },
    done,
    answered: (status, path) => answers.filter((each) => each.status === status && each.path.startsWith(path)).length,
    stop: async () => {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

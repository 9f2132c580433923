import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'

interface ContractRequest {
  method: string
  path: string
  query: Record<string, string>
  /** Those that matter; others may be there. */
  headers?: Record<string, string>
  /** A body that is a form. */
  form?: Record<string, string>
}

interface Exchange {
  /** Version and page that it is from. */
  source: string
  request: ContractRequest | { like: string }
  response: { status: number; headers?: Record<string, string>; body: string }
}

interface Contract {
  server: string
  exchanges: Record<string, Exchange>
}

export interface ContractServer {
  url: string
  /** The bodies of the writes, in order. */
  written: string[]
  /** What is left of the exchanges that were to come, and every request that was none of them. */
  faults(): string[]
  stop(): Promise<void>
}

export function contractOf(file: string): Contract {
  return JSON.parse(readFileSync(new URL(`./contracts/${file}.json`, import.meta.url), 'utf8')) as Contract
}

export function requestOf(contract: Contract, name: string): ContractRequest {
  const { request } = contract.exchanges[name]!
  return 'like' in request ? requestOf(contract, request.like) : request
}

/** What is not as the contract has it; undefined where all is. */
function differenceOf(wanted: ContractRequest, got: IncomingMessage, body: string): string | undefined {
  const url = new URL(got.url ?? '', 'http://contract')
  const is = { method: got.method, path: url.pathname, query: Object.fromEntries(url.searchParams) }
  const { method, path, query, headers = {}, form } = wanted
  if (!isDeepStrictEqual(is, { method, path, query })) return JSON.stringify(is)
  for (const [name, value] of Object.entries(headers))
    if ((got.headers as IncomingHttpHeaders)[name] !== value) return `${name}: ${got.headers[name]}`
  if (form && !isDeepStrictEqual(Object.fromEntries(new URLSearchParams(body)), form)) return `form: ${body}`
  return undefined
}

/** Answers as a contract says, for the exchanges that are named and in their order; nothing else is understood. */
export async function startContractServer(file: string, names: readonly string[]): Promise<ContractServer> {
  const contract = contractOf(file)
  const due = [...names]
  const faults: string[] = []
  const written: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const name = due.shift()
    const difference = name === undefined ? 'no request' : differenceOf(requestOf(contract, name), request, body)
    if (name === undefined || difference !== undefined) {
      faults.push(`${name ?? 'the end'} was due, came ${request.method} ${request.url}: ${difference}`)
      response.writeHead(500).end('not in the contract')
      return
    }
    if (request.headers['content-type']?.startsWith('text/plain')) written.push(body)
    const { status, headers, body: answer } = contract.exchanges[name]!.response
    response.writeHead(status, headers).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    written,
    faults: () => [...faults, ...due.map((name) => `${name} did not come`)],
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

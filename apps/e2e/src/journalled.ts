import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { opened, RecordLog } from '@wanding/record-log'
import { decodePayload } from '@wanding/sparkplug'
import { tempFolder } from '@wanding/testkit'
import { isFrame, tellsSpeeds } from './witness'

/**
 * When frames told their speeds, by what gateways have on their disk from a moment on, epoch ms. The journals of a program that was
 * killed are read as its next start reads them, but from a copy: that start cuts off what is torn.
 */
export async function journalledSeconds(journals: string, fromMs: number): Promise<[frame: string, atMs: number][]> {
  const copy = await tempFolder('journals')
  try {
    cpSync(journals, copy.path, { recursive: true })
    const seconds: [string, number][] = []
    for (const folder of readdirSync(copy.path, { recursive: true, withFileTypes: true })) {
      if (folder.isDirectory() && /^\d{8}$/.test(folder.name)) {
        seconds.push(...(await secondsIn(join(folder.parentPath, folder.name), fromMs)))
      }
    }
    return seconds
  } finally {
    await copy.stop()
  }
}

async function secondsIn(folder: string, fromMs: number): Promise<[frame: string, atMs: number][]> {
  const log = RecordLog.open(folder)
  const reader = log.reader(log.first)
  const records = await reader.read(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
  await reader.close()
  await log.close()
  return records.flatMap(({ bytes }): [string, number][] => {
    const { header, body } = (bytes && opened(bytes)) ?? {}
    const { device } = (header ?? {}) as { device?: string }
    if (device === undefined || !isFrame(device) || body === undefined) return []
    const { timestampMs, metrics } = decodePayload(body)
    return timestampMs !== undefined && timestampMs >= fromMs && tellsSpeeds(metrics) ? [[device, timestampMs]] : []
  })
}

import {
  type Calibration,
  type CalibrationRequest,
  type CalibrationSummary,
  type CalibrationUpload,
  calibration,
  calibrationSummary,
  calibrationUpload,
} from '@wanding/contracts'
import { z } from 'zod'
import { ApiError } from './api-error'
import type { Ask } from './ask'

/** Records of a real mill in, fits out. */
export class CalibrationApi {
  constructor(private readonly ask: Ask) {}

  all = (): Promise<CalibrationSummary[]> => this.ask('/api/calibrations', calibrationSummary.array())
  bases = (): Promise<string[]> => this.ask('/api/calibrations/bases', z.array(z.string()))
  get = (id: string): Promise<Calibration> => this.ask(`/api/calibrations/${encodeURIComponent(id)}`, calibration)
  fit = (request: CalibrationRequest): Promise<Calibration> =>
    this.ask('/api/calibrations', calibration, request, 60_000)

  /** Sends a file; `onSent` hears which share of it is under way. Only the older request tells that. */
  upload(file: File, onSent: (share: number) => void): Promise<CalibrationUpload> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('POST', '/api/calibrations/files')
      request.setRequestHeader('content-type', 'text/csv')
      request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0)
      request.onerror = () => reject(new ApiError('network/unreachable', 0))
      request.onload = () => {
        const body = bodyOf(request.responseText)
        const parsed = calibrationUpload.safeParse(body)
        if (request.status >= 400) reject(ApiError.from(request.status, body))
        else if (parsed.success) resolve(parsed.data)
        else reject(new ApiError('answer/unreadable', request.status))
      }
      request.send(file)
    })
  }

  fileOf = (id: string, kind: 'mill' | 'norms'): string => `/api/calibrations/${encodeURIComponent(id)}/${kind}`
  exportOf = (id: string, query: { format: string; lang: string }): string =>
    `/api/calibrations/${encodeURIComponent(id)}/export?${new URLSearchParams(query)}`
  templateOf = (kind: string, language: string): string => `/api/calibrations/templates/${kind}?language=${language}`

  /** The norms of a calibration, as the text of a norms file. */
  async normsOf(id: string): Promise<string> {
    const response = await fetch(this.fileOf(id, 'norms'))
    if (!response.ok) throw ApiError.from(response.status, await response.json().catch(() => undefined))
    return await response.text()
  }
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

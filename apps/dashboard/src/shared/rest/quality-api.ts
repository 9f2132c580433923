import {
  type CloseCase,
  type FrameRanking,
  frameRanking,
  type GroupRanking,
  groupRanking,
  type NoteCase,
  type OpenCase,
  type PositionRanking,
  positionRanking,
  type QualityCase,
  type QualityCases,
  type QualityCrews,
  type QualityLists,
  type QualityWindow,
  qualityCase,
  qualityCases,
  qualityCrews,
  qualityLists,
  type SpindleRanking,
  spindleRanking,
} from '@wanding/contracts'
import type { Ask } from './ask'

/** What breaks more often than chance, and the cases that were made of it. */
export class QualityApi {
  constructor(private readonly ask: Ask) {}

  spindles = (mill: string, window: QualityWindow, limit: number, machine?: string): Promise<SpindleRanking> =>
    this.ask(
      `${pathOf(mill)}/spindles?${new URLSearchParams({ window, limit: String(limit), ...(machine && { machine }) })}`,
      spindleRanking,
    )

  frames = (mill: string, window: QualityWindow): Promise<FrameRanking> =>
    this.ask(`${pathOf(mill)}/frames?window=${window}`, frameRanking)
  groups = (mill: string, window: QualityWindow): Promise<GroupRanking> =>
    this.ask(`${pathOf(mill)}/groups?window=${window}`, groupRanking)
  crews = (mill: string, window: QualityWindow): Promise<QualityCrews> =>
    this.ask(`${pathOf(mill)}/crews?window=${window}`, qualityCrews)
  lists = (mill: string): Promise<QualityLists> => this.ask(`${pathOf(mill)}/lists`, qualityLists)
  positions = (mill: string): Promise<PositionRanking> => this.ask(`${pathOf(mill)}/positions`, positionRanking)

  cases = (mill: string): Promise<QualityCases> => this.ask(`${pathOf(mill)}/cases`, qualityCases)
  open = (mill: string, body: OpenCase): Promise<QualityCase> => this.ask(`${pathOf(mill)}/cases`, qualityCase, body)
  note = (mill: string, id: string, body: NoteCase): Promise<QualityCase> => this.step(mill, id, 'notes', body)
  close = (mill: string, id: string, body: CloseCase): Promise<QualityCase> => this.step(mill, id, 'close', body)
  reopen = (mill: string, id: string, body: NoteCase): Promise<QualityCase> => this.step(mill, id, 'reopen', body)

  /** The address of a list as a file. */
  fileOf = (mill: string, what: string, query: { window: string; format: string; lang: string }): string =>
    `${pathOf(mill)}/export/${what}?${new URLSearchParams(query)}`

  private step(mill: string, id: string, step: string, body: unknown): Promise<QualityCase> {
    return this.ask(`${pathOf(mill)}/cases/${encodeURIComponent(id)}/${step}`, qualityCase, body)
  }
}

const pathOf = (mill: string): string => `/api/mills/${encodeURIComponent(mill)}/quality`

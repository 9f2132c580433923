import {
  type CheckedNorms,
  checkedNorms,
  type NormsDiff,
  type NormsDraft,
  type NormsHistory,
  type NormsPreview,
  type NormsText,
  type NormsVersion,
  type NormsVersionInfo,
  normsDiff,
  normsHistory,
  normsPreview,
  normsVersion,
  normsVersionInfo,
  type SaveNorms,
} from '@wanding/contracts'
import type { Ask } from './ask'

/** Questions about the norms, and what changes them. */
export class NormsApi {
  constructor(private readonly ask: Ask) {}

  history = (): Promise<NormsHistory> => this.ask('/api/norms', normsHistory)
  version = (id: string): Promise<NormsVersion> =>
    this.ask(`/api/norms/versions/${encodeURIComponent(id)}`, normsVersion)
  diff = (from: string, to: string, mill: string): Promise<NormsDiff> =>
    this.ask(`/api/norms/diff?${new URLSearchParams({ from, to, mill })}`, normsDiff)
  preview = (draft: NormsDraft): Promise<NormsPreview> => this.ask('/api/norms/preview', normsPreview, draft)
  readFile = (file: NormsText): Promise<CheckedNorms> => this.ask('/api/norms/read-file', checkedNorms, file)
  save = (proposal: SaveNorms): Promise<NormsVersionInfo> => this.ask('/api/norms/versions', normsVersionInfo, proposal)
  activate = (id: string, author: string): Promise<NormsHistory> =>
    this.ask(`/api/norms/versions/${encodeURIComponent(id)}/activate`, normsHistory, { author })

  /** Address of a version as a file. */
  fileOf = (id: string): string => `/api/norms/versions/${encodeURIComponent(id)}/file`
}

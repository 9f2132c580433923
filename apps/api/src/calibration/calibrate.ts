import type { Calibration } from '@wanding/contracts'
import type { CalibrationRow } from '@wanding/contracts/calibration'
import { describeFileProblem, renderCalibratedMill, renderNormsFile } from '@wanding/contracts/files'
import {
  type FrameShift,
  fitBreaks,
  fitNorms,
  fitSpindles,
  fitStartUp,
  hazardKeys,
  type MillEvidence,
  type MillKey,
  type MillPlan,
  type NormConstants,
  type Norms,
  normsFor,
  normsWith,
  plannedWorkload,
  postKeys,
  type RoleShift,
  sizeKeys,
  withConstantScaled,
} from '@wanding/mill'
import type { BaseMills } from './base-mills'

/** What a calibration is made of. */
export interface CalibrationInputs {
  name: string
  base: string
  rows: readonly CalibrationRow[]
  norms: Norms
}

/** What it found, and the two files that come of it where the records allow them. */
export interface CalibrationFindings {
  result: Pick<
    Calibration,
    'measures' | 'normsName' | 'breaks' | 'startUp' | 'spindles' | 'roles' | 'millKeys' | 'millProblems'
  >
  millFile: string | null
  normsFile: string | null
}

/** The base cannot be read: the reasons. */
export class BaseMillError extends Error {}

/** Fits everything that the records tell. `id` names the calibrated mill. */
export function calibrate(
  { name, base, rows, norms }: CalibrationInputs,
  id: string,
  mills: BaseMills,
): CalibrationFindings {
  const plan = planOf(mills, base, [])
  const evidence = evidenceOf(rows)
  const sizes = sizeKeys(plan, evidence)
  // A size that the base cannot have is told below, with the file; until then the base's own stands in.
  const sized = mills.read(
    base,
    sizes.map(({ path, after }) => `${path}=${after}`),
  )
  const mill = sized.ok ? sized.plan : plan
  const millKeys = [...sizes, ...hazardKeys(mill, evidence), ...postKeys(mill, evidence)]
  const { countNe } = mill.spinPlan
  const spindles = mill.ringRoom.frames * mill.ringRoom.spindlesPerFrame
  const shiftHours = evidence.staffing[0]?.shiftHours ?? norms.basis.shiftHours
  const planned = plannedWorkload(norms, plan.measures, { countNe, spindles, shiftHours })
  const roles = fitNorms(withKnownEvents(evidence, plan), norms, planned)
  const millFile = millFileOf({ name, base, id, keys: millKeys }, mills)
  return {
    result: {
      measures: plan.measures,
      normsName: norms.version,
      breaks: evidence.breaks,
      startUp: evidence.startUp,
      spindles: evidence.spindles,
      roles,
      millKeys,
      millProblems: millFile.problems,
    },
    millFile: millFile.text,
    normsFile: normsFileOf({ name, norms, plan, evidence, roles }),
  }
}

function planOf(mills: BaseMills, base: string, overrides: readonly string[]): MillPlan {
  const read = mills.read(base, overrides)
  if (!read.ok) throw new BaseMillError(read.problems.map(describeFileProblem).join('; '))
  return read.plan
}

function evidenceOf(rows: readonly CalibrationRow[]): MillEvidence {
  const frames: FrameShift[] = []
  const staffing: RoleShift[] = []
  const counts = rows.flatMap((each) => {
    if (each.kind === 'frames') frames.push(each.row)
    if (each.kind === 'staffing') staffing.push(each.row)
    return each.kind === 'spindles' ? [each.row] : []
  })
  return { frames, staffing, breaks: fitBreaks(frames), startUp: fitStartUp(frames), spindles: fitSpindles(counts) }
}

/** Doffs of the frames are the doffers' events, and where no robots piece, breaks are the piecers'. */
function withKnownEvents({ frames, staffing }: MillEvidence, { measures }: MillPlan): RoleShift[] {
  const shifts = new Map<string, { doffs: number | null; ends: number | null }>()
  for (const { date, shift, doffs, runningBreaks, startUpBreaks } of frames) {
    const key = `${date} ${shift}`
    const sums = shifts.get(key) ?? { doffs: 0, ends: 0 }
    const plus = (sum: number | null, more: number | null) => (sum === null || more === null ? null : sum + more)
    shifts.set(key, {
      doffs: plus(sums.doffs, doffs),
      ends: plus(sums.ends, startUpBreaks === null ? null : runningBreaks + startUpBreaks),
    })
  }
  return staffing.map((row) => {
    const sums = shifts.get(`${row.date} ${row.shift}`)
    const known = {
      ...(sums?.doffs != null && { frameDoffs: sums.doffs }),
      ...(sums?.ends != null && !measures.includes('S9') && { endsPiecedByPeople: sums.ends }),
    }
    return { ...row, events: { ...known, ...row.events } }
  })
}

function millFileOf(
  { name, base, id, keys }: { name: string; base: string; id: string; keys: readonly MillKey[] },
  mills: BaseMills,
): { text: string | null; problems: string[] } {
  if (keys.length === 0) return { text: null, problems: [] }
  const comment = [`Calibrated mill "${name}": only keys that records of the mill decided; the rest is of ${base}.`]
  const values = new Map(keys.map(({ path, after }) => [path, after]))
  const text = renderCalibratedMill({ base, id: `calibrated-${id.slice(0, 8)}`, name, keys: values, comment })
  const read = mills.parse(text, 'calibrated.yaml')
  return read.ok ? { text, problems: [] } : { text: null, problems: read.problems.map(describeFileProblem) }
}

/** The norms with the fitted times, counts of breaks and start-up losses in them; null where nothing was fitted. */
function normsFileOf(about: {
  name: string
  norms: Norms
  plan: MillPlan
  evidence: MillEvidence
  roles: Calibration['roles']
}): string | null {
  const { name, norms, plan, evidence, roles } = about
  const { constants } = normsFor(norms, plan.measures)
  const rate = evidence.breaks?.measuredPer1000.value
  const startUp = evidence.startUp?.share.value
  const ratios = new Map<keyof NormConstants, number>([
    ...(rate ? [['breaksPer1000SpindleHours', rate / constants.breaksPer1000SpindleHours] as const] : []),
    ...(startUp ? [['startUpLoss', startUp / constants.startUpLoss] as const] : []),
    ...roles.flatMap((role) => role.norms.map((fit) => [fit.norm as keyof NormConstants, fit.ratio] as const)),
  ])
  if (ratios.size === 0) return null
  const changed = [...ratios].reduce(
    (draft, [constant, ratio]) => withConstantScaled(draft, plan.measures, constant, ratio),
    norms,
  )
  const version = `${name.slice(0, 40)} (calibrated)`
  return renderNormsFile(normsWith(changed, 'version', version), [
    `Norms calibrated from records of "${name}", on top of ${norms.version}`,
  ])
}

import { FAULT_KINDS, type FaultKind, RESPONSE_KINDS, type ResponseKind } from '@wanding/mill'
import { z } from 'zod'

/** Chosen by the sender; the reply carries it, and a command that comes twice is carried out once. */
const id = z.string().min(1).max(64)
/** As the mill calls it: RF03, RF03/417, WD02/11, Z01, CA01, EL02, GW03, LOT, MILL, the name of a crew; RF03>JC60 to name a lot change's article. */
const place = z.string().min(1).max(64)
const common = {
  id,
  /** Moment of the wall clock, epoch ms, after which the command must not be carried out any more. */
  expiresMs: z.number().int().optional(),
}
/** Moment of the mill's clock, epoch ms; left out, or in the past: now. */
const atMs = z.number().int().min(0).optional()

export const injectCommand = z.strictObject({
  ...common,
  command: z.literal('inject'),
  fault: z.enum(FAULT_KINDS as [FaultKind, ...FaultKind[]]),
  place,
  severity: z.number().positive().optional(),
  minutes: z.number().positive().max(1e7).optional(),
  rampMinutes: z.number().min(0).max(1e7).optional(),
  selfCure: z.boolean().optional(),
  atMs,
})

export const respondCommand = z.strictObject({
  ...common,
  command: z.literal('respond'),
  response: z.enum(RESPONSE_KINDS as [ResponseKind, ...ResponseKind[]]),
  place,
  atMs,
})

export const listCommand = z.strictObject({ ...common, command: z.literal('list') })

/** What a trainer may ask of a simulated mill. */
export const trainerCommand = z.discriminatedUnion('command', [injectCommand, respondCommand, listCommand])
export type TrainerCommand = z.infer<typeof trainerCommand>

import { BadRequestException, ConflictException, NotFoundException } from '@nestjs/common'
import type { NormsProblem } from '@wanding/contracts'

export const unknownVersion = (id: string) =>
  new NotFoundException({ code: 'norms/unknown-version', message: `there is no version ${id} of the norms` })

export const invalidNorms = (problems: readonly NormsProblem[]) =>
  new BadRequestException({
    code: 'norms/invalid',
    message: 'the norms are not valid; nothing was saved',
    problems: problems.map(({ path, reason }) => (path ? `${path}: ${reason}` : reason)),
  })

export const staleParent = (parent: string, newest: string, author: string) =>
  new ConflictException({
    code: 'norms/stale-parent',
    message: `${newest} was saved by ${author} after ${parent}, which this draft starts from; look at what it changes, and save again on top of it`,
  })

export const takenName = (name: string, id: string) =>
  new ConflictException({
    code: 'norms/name-taken',
    message: `${id} has the name ${name}: figures are told apart by it, so give these norms another`,
  })

export const nothingChanged = (id: string) =>
  new ConflictException({ code: 'norms/unchanged', message: `these norms are the same as ${id}; nothing was saved` })

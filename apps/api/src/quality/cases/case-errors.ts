import { ConflictException, NotFoundException } from '@nestjs/common'

export const unknownCase = (id: string) =>
  new NotFoundException({ code: 'case/unknown', message: `there is no case ${id} in this mill` })

export const unknownPlace = (what: string) =>
  new NotFoundException({ code: 'case/unknown-place', message: `this mill has no ${what}` })

export const closedAlready = (id: string, cause: string | null) =>
  new ConflictException({
    code: 'case/closed',
    message: `case ${id} was closed with the cause ${cause ?? '–'}; reopen it, or open another one`,
  })

export const tooManyOpen = (most: number) =>
  new ConflictException({ code: 'case/too-many', message: `${most} cases are open; close some of them first` })

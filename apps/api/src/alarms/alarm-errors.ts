import { ConflictException, NotFoundException, ServiceUnavailableException } from '@nestjs/common'
import type { AlarmRefusal } from '@wanding/mill'

const WHY: Readonly<Record<AlarmRefusal | 'stale', string>> = {
  stale: 'it was raised again since; look at it before you acknowledge it',
  hidden: 'it is shelved, suppressed or out of service, so there is nothing to acknowledge',
  active: 'it is still so; it can be reset when its condition is gone',
  'not-latched': 'it is not latched',
  'already-shelved': 'it is shelved already',
  'not-shelved': 'it is not shelved',
  'already-out': 'it is out of service',
  'not-out': 'it is not out of service',
}

export const unknownMill = () =>
  new NotFoundException({ code: 'mill/unknown', message: 'no telemetry of this mill has been seen' })

export const unknownAlarm = (key: string) =>
  new NotFoundException({ code: 'alarms/unknown', message: `there is no alarm ${key} in this mill` })

export const refusedAction = (key: string, reason: AlarmRefusal | 'stale') =>
  new ConflictException({ code: `alarms/${reason}`, message: `${key}: ${WHY[reason]}` })

export const journalAway = (reason: string) =>
  new ServiceUnavailableException({
    code: 'alarms/journal',
    message: `the journal of alarms cannot be written, so nothing was done: ${reason}`,
  })

import { describe, expect, it } from 'vitest'
import { derived, frameSecond } from './__fixtures__/golden-records'
import { packRecord, unpackRecord } from './kept-record'

/** As version 1 wrote them: a spool that an update finds must be read. They are never made anew; another version gets bytes of its own. */
const FRAME_SECOND = [
  '/w9vIgF2SQIiCnJlY2VpdmVkTXNOAKCPVv68eEIiBnBsYWNlZG8iBG1pbGwiBGppbW8iB2dhdGV3YXkiBEdXMDEiBWVwb2NoIhFs',
  'aXZlQDVmM2E5YzAxZDJlNCIEZnJvbUlSIgJ0b0lSIgRmYXRlIgdtZXNzYWdlewYiBmV2ZW50c0ECbyIEbmFtZSIHcmVhZGluZyIF',
  'dmFsdWVvIgRtaWxsIgRqaW1vIgdnYXRld2F5IgRHVzAxIgdtYWNoaW5lIgRSRjAxIgRhdE1zTgAAgFb+vHhCIgpyZWNlaXZlZE1z',
  'TgCgj1b+vHhCIgNydW4iBGxpdmUiCmhpc3RvcmljYWxGIgRraW5kIgpyaW5nLWZyYW1lIgViaXJ0aEYiBnZhbHVlczsiDXNwaW5k',
  'bGUvc3BlZWROAAAAACAX0UAiDm1hY2hpbmUvcmVhc29uAGMEPYSxfiIMZG9mZi9ydW5uaW5nVCINZG9mZi9wcm9ncmVzczA6CCIG',
  'YXJyYXlzOyIKdW5pdC9zcGVlZEECTgAAAAAAAPA/TgAAAAAAAARAJAACOgJ7C3sCbyIEbmFtZSIIc3BpbmRsZXMiBXZhbHVlbyIE',
  'bWlsbCIEamltbyIHZ2F0ZXdheSIER1cwMSIHbWFjaGluZSIEUkYwMSIEYXRNc04AAIBW/rx4QiIKcmVjZWl2ZWRNc04AoI9W/rx4',
  'QiIDcnVuIgRsaXZlIgpoaXN0b3JpY2FsRiIGc3RhdGVzXAEDAQITIgNycG1cBAZcRAAA//8iC3RyYW5zaXRpb25zQQFvIghwb3Np',
  'dGlvbkkGIgVzdGF0ZUkmIgRhdE1zTgBAbVb+vHhCewMkAAF7CnsCJAACewQ=',
].join('')
const DERIVED = [
  '/w9vIgF2SQIiCnJlY2VpdmVkTXNOAADxWP68eEIiBmV2ZW50c0ECbyIEbmFtZSIEd29yayIFdmFsdWVvIgRtaWxsIgRqaW1vIgNy',
  'dW4iBGxpdmUiBGF0TXNOAADxWP68eEIiBnZhbHVlczsiB3BhdHJvbHNJBDoCewR7Am8iBG5hbWUiBm1vbWVudCIFdmFsdWVvIgRt',
  'aWxsIgRqaW1vIgNydW4iBGxpdmUiBGtpbmQiBHN0ZXAiBGF0TXNOAADxWP68eEIiBGRhdGFcAQMJCAd7BXsCJAACewM=',
].join('')

const bytes = (base64: string) => Buffer.from(base64, 'base64')

describe('records of the spool as they were written', () => {
  it.each([
    ['a second of a frame', FRAME_SECOND, frameSecond],
    ['what was derived', DERIVED, derived],
  ])('%s is read', (_, base64, record) => {
    expect(unpackRecord(bytes(base64))).toEqual({ v: 1, ...record })
  })

  it('are read whatever they stand in: a record is a part of a larger buffer', () => {
    const whole = Buffer.concat([Buffer.alloc(3), bytes(FRAME_SECOND), Buffer.alloc(5)])
    expect(unpackRecord(whole.subarray(3, whole.length - 5))).toEqual({ v: 1, ...frameSecond })
  })

  it('of a version that is not known are none', () => {
    const newer = packRecord({ ...frameSecond, v: 2 } as never)
    expect(unpackRecord(newer)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { reasonOf, verdictOf } from './influx-answer'

const said = (error: string) => JSON.stringify({ error })

// Standards 5.2, measured on 1.6.7 and documented for later ones.
describe('verdictOf', () => {
  it.each([
    [204, '', 'written'],
    [200, '', 'written'],
    [400, said('partial write: field type conflict: input field "x" ... dropped=1'), 'poison'],
    [400, said("unable to parse 'x y': invalid field format"), 'poison'],
    [422, said('unprocessable entity'), 'poison'],
    [413, said('Request Entity Too Large'), 'split'],
    [401, said('authorization failed'), 'unavailable'],
    [403, said('"wanding" user is not authorized to write'), 'unavailable'],
    [408, '', 'unavailable'],
    [429, '', 'unavailable'],
    [500, said('timeout'), 'unavailable'],
    [503, 'unavailable', 'unavailable'],
  ])('%d %s is %s', (status, body, kind) => {
    expect(verdictOf(status, body).kind).toBe(kind)
  })

  it.each([
    [503, '7', 7000],
    [429, '0.5', 500],
    [429, 'Thu, 01 Jan 1970 00:01:10 GMT', 10_000],
    [503, 'Thu, 01 Jan 1970 00:00:01 GMT', 0],
    [503, 'soon', 0],
    [503, '-4', 0],
    [503, '86400', 300_000],
    [503, undefined, 0],
    [401, undefined, 10_000],
    [403, '60', 60_000],
  ])('%d with Retry-After %s waits %d ms', (status, retryAfter, waitMs) => {
    expect(verdictOf(status, '', retryAfter, 60_000)).toMatchObject({ kind: 'unavailable', waitMs })
  })

  it('knows when database or policy have to be made again', () => {
    expect(verdictOf(404, said('database not found: "wanding"'))).toMatchObject({ kind: 'unavailable', prepare: true })
    expect(verdictOf(500, said('retention policy not found: wanding_seconds'))).toMatchObject({ prepare: true })
    expect(verdictOf(500, said('engine: cache maximum memory size exceeded'))).toMatchObject({ prepare: false })
  })
})

describe('reasonOf', () => {
  it.each([
    [said('database not found'), 'database not found'],
    ['{"code":"invalid","message":"no"}', 'no'],
    ['plain text\n', 'plain text'],
    ['', 'no reason given'],
    ['x'.repeat(1000), 'x'.repeat(300)],
  ])('%j', (body, reason) => {
    expect(reasonOf(body)).toBe(reason)
  })
})

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

  // Each once counted as a fault of the lines: a proxy in the way would have cost all of them.
  it.each([
    [200, '<!DOCTYPE html><title>Log in</title>'],
    [301, ''],
    [302, '<html>moved</html>'],
    [304, ''],
    [307, 'Temporary Redirect'],
    [308, ''],
    [405, said('method not allowed')],
    [407, 'Proxy Authentication Required'],
    [410, ''],
    [411, ''],
    [415, said('unsupported media type')],
    [421, ''],
    [431, ''],
    [451, ''],
    [101, ''],
    [0, ''],
    [400, '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>'],
  ])('%d %s says nothing about the lines: they wait for a person', (status, body) => {
    const verdict = verdictOf(status, body)
    expect(verdict).toMatchObject({ kind: 'unavailable', prepare: false, waitMs: 10_000 })
    expect(verdict).toMatchObject({ reason: expect.stringMatching(`^${status} is no answer of InfluxDB`) })
  })

  it('of all answers, only 400 and 422 can cost lines', () => {
    const costly = Array.from({ length: 600 }, (_, status) => status).filter(
      (status) => verdictOf(status, '').kind === 'poison',
    )
    expect(costly).toEqual([400, 422])
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

import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { csvOf } from '../../export'
import { loadNorms } from '../load-norms'
import { aMeasuredMill } from '../measured-mill.builder'
import { staffingOf } from '../staffing-now'
import { waterfallOf } from '../staffing-waterfall'
import { exportAnswer } from './export-answer'
import { rolesTable, rungsTable, waterfallTable } from './staffing-tables'

const norms = loadNorms()
const now = staffingOf(norms, aMeasuredMill())!.staffing
const fall = waterfallOf(norms, aMeasuredMill(), {}, 'ladder')!

describe('tables', () => {
  const column = (table: ReturnType<typeof rolesTable>, name: string) =>
    table.rows.map((row) => row[table.columns.indexOf(name)])
  const sum = (values: unknown[]) => values.reduce<number>((total, value) => total + Number(value), 0)

  it.each([
    ['roles', rolesTable(now)],
    ['rungs', rungsTable(now)],
    ['waterfall', waterfallTable(fall)],
  ])('%s: every row has a cell for each column and says what it must be read with', (_, table) => {
    expect(table.rows.length).toBeGreaterThan(5)
    for (const row of table.rows) expect(row).toHaveLength(table.columns.length)
    expect(new Set(column(table, 'norms'))).toEqual(new Set(['default-1']))
    expect(new Set(column(table, 'scope'))).toEqual(new Set(['B']))
  })

  it('the waterfall sums to the way from the conventional mill to this one', () => {
    const table = waterfallTable(fall)
    expect(sum(column(table, 'per10k'))).toBeCloseTo(now.per10k.required! - 49.99, 2)
    expect(sum(column(rungsTable(now), 'per10k_change'))).toBeCloseTo(9.71 - 49.99, 1)
  })

  it('the roles sum to the minutes of the mill', () => {
    const minutes = now.byRole.reduce((total, role) => total + role.minutesPerShift, 0)
    expect(sum(column(rolesTable(now), 'minutes_per_shift'))).toBeCloseTo(minutes, 6)
  })
})

describe('files', () => {
  async function contentOf(format: 'csv' | 'xlsx'): Promise<Uint8Array> {
    const parts: Buffer[] = []
    const file = await exportAnswer('纺/纱', rolesTable(now), now.how, format)
    expect(file.getHeaders().disposition).toContain(
      `filename*=UTF-8''${encodeURIComponent(`纺/纱-staffing-roles.${format}`)}`,
    )
    for await (const part of file.getStream()) parts.push(Buffer.from(part as Uint8Array))
    return Buffer.concat(parts)
  }

  it('csv is the table', async () => {
    expect(new TextDecoder().decode(await contentOf('csv'))).toBe(csvOf(rolesTable(now)))
  })

  it('xlsx has the numbers as numbers, and a sheet of how they were computed', async () => {
    const files = unzipSync(await contentOf('xlsx'))
    const xml = (name: string) => strFromU8(files[name]!)
    expect(xml('xl/workbook.xml')).toMatch(/name="roles".*name="how computed"/s)
    const sheet = xml('xl/worksheets/sheet1.xml')
    expect(sheet.match(/<row /g)).toHaveLength(rolesTable(now).rows.length + 1)
    expect(sheet).toContain('<v>0.36</v>')
    const texts = xml('xl/sharedStrings.xml')
    expect(texts).toContain('interval')
    expect(texts).toContain('MOVER')
  })
})

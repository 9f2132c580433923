import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { millFileSchema } from './mill-file.schema'
import { renderMillSchema } from './mill-file-json-schema'

const MILLS = new URL('../../../../simulator/mills/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, MILLS), 'utf8')
const files = readdirSync(MILLS).filter((file) => file.endsWith('.yaml'))
const schema = JSON.parse(renderMillSchema(read('jimo.yaml')))
const { if: condition, then: variant, else: whole, ...partial } = schema
const asZod = (json: unknown) => z.fromJSONSchema(json as Parameters<typeof z.fromJSONSchema>[0])
const partialMill = asZod(partial)

describe('the schema of mill files for editors', () => {
  it.each(files)('%s names it and keeps to it', (file) => {
    const text = read(file)
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./mill.schema.json')
    const mill = parse(text)
    expect(partialMill.safeParse(mill).error?.issues).toBeUndefined()
    const needed = 'extends' in mill ? variant.required : whole.required
    expect(Object.keys(mill)).toEqual(expect.arrayContaining(needed))
  })

  it('refuses what the contract refuses', () => {
    const mill = parse(read('jimo-100.yaml'))
    for (const wrong of [
      { ...mill, colour: 'red' },
      { ...mill, spinPlan: { ...mill.spinPlan, countNe: 'fine' } },
      { ...mill, spinPlan: { ...mill.spinPlan, countNe: 900 } },
      { ...mill, spinPlan: { ...mill.spinPlan, material: 'wool' } },
      { ...mill, measures: ['S12'] },
      { ...mill, extends: 7 },
    ]) {
      expect(partialMill.safeParse(wrong).success).toBe(false)
    }
  })

  it('asks a mill of its own for every key, one that extends another for its id and name', () => {
    expect([condition, variant]).toEqual([{ required: ['extends'] }, { required: ['id', 'name'] }])
    const optional = Object.entries(millFileSchema.shape).filter(([, key]) => key.safeParse(undefined).success)
    expect(whole.required).toEqual(
      Object.keys(millFileSchema.shape).filter((key) => !optional.some(([name]) => name === key)),
    )
    expect(whole.properties.spinPlan.required).toContain('twistMultiplier')
    expect(whole.properties.staff.properties.posts.items.required).toContain('roles')
    expect(partial.required).toBeUndefined()
  })

  it('describes keys by the comments of the default mill', () => {
    const { twistMultiplier } = schema.properties.spinPlan.properties
    expect(twistMultiplier.description).toBe('alpha_e, 3.2 to 4.3; default mill: 3.8')
    expect(schema.properties.measures.description).toMatch(/automation in force/)
  })
})

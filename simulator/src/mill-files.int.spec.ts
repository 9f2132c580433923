import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadMillPlan, MillFileError } from './mill-files'

let folder: TempFolder
const path = (name: string) => join(folder.path, name)
const mill = (base: string, ...lines: string[]) =>
  [`extends: ${base}`, 'id: mine', 'name: { en: Mine, zh: 我的 }', ...lines].join('\n')
const load = (name: string) => loadMillPlan(path(name), [], import.meta.url)
const complaint = (name: string) => {
  try {
    load(name)
  } catch (error) {
    expect(error).toBeInstanceOf(MillFileError)
    return (error as Error).message
  }
  return ''
}

beforeAll(async () => {
  folder = await tempFolder('mill-files')
  await mkdir(path('halls'))
  await writeFile(path('first.yaml'), mill('jimo', 'ringRoom: { frames: 5 }'))
  await writeFile(path('halls/second.yaml'), mill('../first.yaml', 'spinPlan: { countNe: 60 }'))
  await writeFile(path('halls/third.yaml'), mill('second', 'measures: [S1]'))
  await writeFile(path('wrong.yaml'), mill('first', 'ringRoom:', '  frames: some'))
  await writeFile(path('above-wrong.yaml'), mill('wrong'))
  await writeFile(path('lost.yaml'), mill('nowhere'))
})
afterAll(() => folder.stop())

describe('mill files of a folder of your own', () => {
  it('extend a mill that comes with the simulator, a path from themselves, and their neighbour', () => {
    expect(load('first.yaml').ringRoom).toMatchObject({ frames: 5, spindlesPerFrame: 1200 })
    expect(load('halls/second.yaml')).toMatchObject({ ringRoom: { frames: 5 }, spinPlan: { countNe: 60 } })
    expect(load('halls/third.yaml')).toMatchObject({ spinPlan: { countNe: 60 }, measures: ['S1'] })
  })

  it('are told by path, line and key what is wrong, also when the fault is in the file below', () => {
    const reason = `${path('wrong.yaml')}:5: ringRoom.frames: must be a number, is the text "some"`
    expect(complaint('wrong.yaml')).toBe(reason)
    expect(complaint('above-wrong.yaml')).toBe(reason)
  })

  it('are told which mills there are when the one they extend is missing', () => {
    expect(complaint('lost.yaml')).toMatch(
      /lost\.yaml:1: extends: there is no mill "nowhere"; known are .*jimo, jimo-100/,
    )
    expect(() => loadMillPlan('nowhere', [], import.meta.url)).toThrow(/one of .*conventional.*teaching/)
  })
})

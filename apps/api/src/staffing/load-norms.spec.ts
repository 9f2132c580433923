import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError } from '../config'
import { defaultNormsFile, loadNorms } from './load-norms'

const here = dirname(fileURLToPath(import.meta.url))
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'norms-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const messageOf = (file: string): string => {
  try {
    loadNorms(file)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as Error).message
  }
  throw new Error('the file was taken')
}

describe('norms file', () => {
  it('the default is found from the source and from the built program', () => {
    const expected = resolve(here, '../../../../libs/contracts/norms/default.yaml')
    expect(defaultNormsFile()).toBe(expected)
    expect(defaultNormsFile(resolve(here, '../../dist'))).toBe(expected)
    expect(defaultNormsFile(resolve(here, '../../dist/assets'))).toBe(expected)
    expect(loadNorms().basis.spindles).toBe(100_800)
  })

  it('is asked for by its setting where the default is not installed', () => {
    mkdirSync(join(folder, 'dist'))
    expect(() => defaultNormsFile(join(folder, 'dist'))).toThrow(/default\.yaml is not installed; set NORMS/)
  })

  it('stops the start with line and reason when a norm is wrong', () => {
    const file = join(folder, 'norms.yaml')
    writeFileSync(file, 'version: mine\nbasis:\n  spindles: -5\n  spindel: 3\n')
    const message = messageOf(file)
    expect(message).toContain(`${file}:3: basis.spindles: `)
    expect(message).toContain(`${file}:4: basis.spindel: is not a known key`)
  })

  it('stops the start when there is no such file', () => {
    expect(messageOf(join(folder, 'none.yaml'))).toBe(
      `NORMS: the norms file cannot be read (ENOENT): ${join(folder, 'none.yaml')}`,
    )
  })
})

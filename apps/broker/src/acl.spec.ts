import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ACL, may, type Role } from './acl'

/** The rules of an ACL file of mosquitto by user. */
function rulesOf(text: string) {
  const rules: Record<string, { write: string[]; read: string[] }> = {}
  let user = ''
  for (const line of text.split('\n').filter((one) => one.trim() && !one.startsWith('#'))) {
    const [word, second = '', filter = ''] = line.split(' ')
    if (word === 'user') {
      user = second
      rules[user] = { write: [], read: [] }
    } else if (word === 'topic' && (second === 'write' || second === 'read')) rules[user]![second].push(filter)
    else throw new Error(`not a rule: ${line}`)
  }
  return rules
}

describe('the rights of accounts', () => {
  it('are those of the compose file, but for its healthcheck', () => {
    const file = readFileSync(new URL('../../../deploy/mosquitto/acl', import.meta.url), 'utf8')
    const { health, ...others } = rulesOf(file)
    expect(health).toBeDefined()
    expect(ACL).toEqual(others)
  })

  it.each<[Role[], 'write' | 'read', string, boolean]>([
    [['gateway'], 'write', 'spBv1.0/jimo/DDATA/G01/RF01', true],
    [['gateway'], 'write', 'spBv1.0/jimo/DDATA/G01', false],
    [['gateway'], 'write', 'spBv1.0/jimo/DDATA/G01/RF01/more', false],
    [['gateway'], 'write', 'spBv1.0/jimo/NCMD/G01', false],
    [['gateway'], 'read', 'spBv1.0/jimo/DDATA/G01/RF01', false],
    [['api'], 'read', 'spBv1.0/jimo/DDATA/G01/RF01', true],
    [['api'], 'read', 'spBv1.0', true],
    [['api'], 'read', 'wanding/jimo/trainer/truth', false],
    [['gateway', 'api'], 'write', 'wanding/jimo/trainer/command', false],
    [['gateway', 'api'], 'write', 'spBv1.0/jimo/NCMD/G01', true],
    [['trainer'], 'write', 'wanding/jimo/trainer/command', true],
    [['trainer'], 'read', 'wanding/jimo/trainer/command', false],
    [['trainer'], 'read', '$SYS/broker/uptime', false],
    [[], 'read', 'spBv1.0/STATE/wanding', false],
  ])('%j %s %s: %s', (roles, way, topic, expected) => {
    expect(may(roles, way, topic)).toBe(expected)
  })
})

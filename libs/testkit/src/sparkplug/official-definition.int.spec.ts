import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import protobuf from 'protobufjs'
import { describe, expect, it } from 'vitest'
import { PAYLOAD } from './raw-payload'

/** Every field as `message.number`, with its type: a basic one, or the path of a message. */
type Fields = ReadonlyMap<string, string>

/**
 * The official definition as far as it is on the wire. sparkplug-payload does not carry the file, but code that protobufjs made of
 * it: each line that writes a field says its number and type.
 */
function officialFields(): Fields {
  const package_ = createRequire(import.meta.url).resolve('sparkplug-payload')
  const code = readFileSync(new URL('lib/sparkplugPayloadProto.js', `file://${package_}`), 'utf8')
  const fields = new Map<string, string>()
  for (const [, message, body] of code.matchAll(/ (\w+)\.encode = function encode\(.*\{\n([\s\S]*?)return writer;/g)) {
    for (const [line, number] of body!.matchAll(/.*\/\* id (\d+), wireType \d =\*\/.*/g)) {
      const nested = /(\w+)\.encode\(message/.exec(line)?.[1]
      const basic = /\*\/\d+\)\.(\w+)\(message/.exec(line)?.[1]
      fields.set(`${message}.${number}`, (nested ?? basic)!)
    }
  }
  return fields
}

/** The fields of a definition of ours, each message by the name that the official one has for it in its place. */
function ownFields(root: protobuf.Type, official: Fields): Fields {
  const fields = new Map<string, string>()
  const walk = (type: protobuf.Type, name: string) => {
    for (const { id, type: basic, resolvedType } of type.fieldsArray.map((field) => field.resolve())) {
      const key = `${name}.${id}`
      const isKnown = fields.has(key)
      const isMessage = resolvedType instanceof protobuf.Type
      fields.set(key, isMessage ? (official.get(key) ?? 'a message') : basic)
      if (isMessage && !isKnown) walk(resolvedType, official.get(key) ?? resolvedType.name)
    }
  }
  walk(root, 'Payload')
  return fields
}

const wire = new URL('../../../sparkplug/src/__fixtures__/wire.proto', import.meta.url)
const OWN = {
  'the one that checks recordings': PAYLOAD,
  'the one that Python reads with': protobuf
    .parse(readFileSync(wire, 'utf8'))
    .root.resolveAll()
    .lookupType('wanding.wire.Envelope'),
}

describe('the wire as our readers describe it', () => {
  const official = officialFields()

  it('has an official definition to be compared with', () => {
    expect(official.get('Payload.2')).toBe('Metric')
    expect(official.get('Metric.10')).toBe('uint32')
    expect(official.size).toBeGreaterThan(70)
  })

  it.each(Object.entries(OWN))('has the numbers and types of that: %s', (_, root) => {
    const own = ownFields(root, official)
    expect(Object.fromEntries(own)).toEqual(Object.fromEntries([...own.keys()].map((key) => [key, official.get(key)])))
  })

  it.each([
    ['the one that checks recordings', ''],
    ['the one that Python reads with', 'Metric.18'],
  ] as const)('leaves out only metadata and extensions, which nobody fills, and Templates: %s', (which, templates) => {
    const own = ownFields(OWN[which], official)
    const messages = new Set([...own.keys()].map((key) => key.split('.')[0]))
    const missing = [...official].filter(([key]) => messages.has(key.split('.')[0]) && !own.has(key))
    const others = missing.filter(([, type]) => type !== 'MetaData' && !type.endsWith('Extension'))
    expect(others.map(([key]) => key).join(' ')).toBe(templates)
  })
})

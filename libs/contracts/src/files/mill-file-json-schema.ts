import { isMap, isScalar, parseDocument } from 'yaml'
import { z } from 'zod'
import { millFileSchema } from './mill-file.schema'

type Json = { [key: string]: unknown }

const EXTENDS =
  'Mill file that this one changes: a mill of the same folder or of simulator/mills, or a path from this file'

/**
 * JSON Schema of mill files, for editors. A key is described by the comment beside it in the default mill file. What a file that
 * extends another may leave out, a file of its own must have.
 */
export function renderMillSchema(defaultMillFile: string): string {
  const whole = z.toJSONSchema(millFileSchema, { target: 'draft-7', io: 'input' }) as Json
  const { $schema, ...mill } = whole
  const required = requiredIn(mill)
  const partial = withoutRequired(mill) as Json
  describe(partial, parseDocument(defaultMillFile).contents)
  const schema = {
    $schema,
    title: 'Mill file of Wanding',
    ...partial,
    properties: { extends: { type: 'string', description: EXTENDS }, ...(partial.properties as Json) },
    if: { required: ['extends'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, not a promise
    then: { required: ['id', 'name'] },
    else: required,
  }
  return `${JSON.stringify(schema, null, 1).replace(LIST_OF_VALUES, (_list, values) => `[${values.replace(/\n\s*/g, ' ')}]`)}\n`
}

/** A list without lists or objects in it goes on one line. */
const LIST_OF_VALUES = /\[\n\s+([^[\]{}]*?)\n\s*\]/g

/** The part of a schema that says which keys must be there; a rule that may also be a list is left to the reader of the file. */
function requiredIn(schema: Json): Json | undefined {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>)
    .map(([key, value]): [string, Json | undefined] => [key, requiredIn(value)])
    .filter(([, inner]) => inner !== undefined)
  const items = schema.items && !Array.isArray(schema.items) ? requiredIn(schema.items as Json) : undefined
  if (!schema.required && properties.length === 0 && !items) return undefined
  return {
    ...(schema.required ? { required: schema.required } : {}),
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
    ...(items ? { items } : {}),
  }
}

/** The keys of the schema without saying which must be there. */
function withoutRequired(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutRequired)
  if (typeof schema !== 'object' || schema === null) return schema
  const { required: _required, default: preset, ...rest } = schema as Json
  // Not every editor reads patterns with classes of Unicode.
  if (String(rest.pattern).includes('\\p{')) delete rest.pattern
  const isShort = preset !== undefined && typeof preset !== 'object'
  return {
    ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withoutRequired(value)])),
    ...(isShort ? { default: preset } : {}),
  }
}

/** Comments and values of the default mill become descriptions, down to keys that the schema knows. */
function describe(schema: Json, node: unknown): void {
  const properties = schema.properties as Record<string, Json> | undefined
  if (!properties || !isMap(node)) return
  for (const { key, value } of node.items) {
    const property = isScalar(key) ? properties[String(key.value)] : undefined
    if (!property) continue
    const { comment } = (value ?? {}) as { comment?: string | null }
    const words = [comment?.trim(), isScalar(value) ? `default mill: ${value.value}` : undefined]
    const description = words.filter((word) => word !== undefined && word !== '').join('; ')
    if (description !== '') property.description = description
    describe(property, value)
  }
}

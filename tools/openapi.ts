/**
 * `npm run openapi` writes docs/openapi.json from the contract, so that a change of the API shows in review.
 * `-- "What changed."` also writes the line of contract/history.md that a changed contract needs.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { calls, entities } from '../contract/api.ts'
import { actionsOf, type Call } from '../contract/kernel/define.ts'
import { commonStatus, wireError } from '../contract/kernel/errors.ts'

const openapiFile = new URL('../docs/openapi.json', import.meta.url)
const historyFile = new URL('../contract/history.md', import.meta.url)

/** The text of docs/openapi.json. */
export function openapiText(): string {
  return `${JSON.stringify(openapi(), null, 1)}\n`
}

/** Twelve characters that change when anything that crosses the wire does. */
export function contractHash(): string {
  return createHash('sha256').update(JSON.stringify(openapi())).digest('hex').slice(0, 12)
}

/** Hashes that contract/history.md tells of, oldest first. */
export function historyHashes(): string[] {
  return [...readFileSync(historyFile, 'utf8').matchAll(/^- `([0-9a-f]{12})` \S+ .{10,}$/gm)].map(
    (match) => match[1] ?? '',
  )
}

function openapi(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Peremena',
      version: '1',
      description:
        'Every call is one POST with JSON and the header `x-peremena: 1`; a person of a school acts with the header ' +
        '`x-person`. The same calls go over the socket at `/live` (contract/kernel/live.ts).',
    },
    paths: Object.fromEntries([...calls.values()].map((call) => [`/api/${call.name}`, { post: operation(call) }])),
    components: {
      schemas: {
        Error: schema(wireError, 'output'),
        ...Object.fromEntries([...entities.values()].map((one) => [one.name, schema(one.schema, 'output')])),
      },
      parameters: {
        peremena: { name: 'x-peremena', in: 'header', required: true, schema: { const: '1' } },
        person: { name: 'x-person', in: 'header', required: true, schema: { type: 'string', format: 'uuid' } },
      },
      responses: { Refusal: refusal(`Refused: ${Object.keys(commonStatus).join(', ')}.`) },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-peremena' } },
    },
  }
}

function operation(call: Call): object {
  const isForPerson = call.caller === 'person'
  return {
    operationId: call.name,
    tags: [call.name.split('.')[0]],
    ...(call.caller === 'anyone' ? {} : { security: [{ session: [] }] }),
    'x-kind': call.kind,
    'x-caller': call.caller,
    'x-actions': actionsOf(call),
    'x-rate': call.rate,
    'x-audit': call.audit,
    parameters: isForPerson ? [parameter('peremena'), parameter('person')] : [parameter('peremena')],
    requestBody: { required: true, content: json(schema(call.input, 'input')) },
    responses: {
      200: { description: 'Done.', content: json(answer(schema(call.output, 'output'))) },
      ...(call.errors.length > 0 ? { 409: refusal(`Refused: ${call.errors.join(', ')}.`) } : {}),
      default: { $ref: '#/components/responses/Refusal' },
    },
  }
}

function parameter(name: 'peremena' | 'person'): object {
  return { $ref: `#/components/parameters/${name}` }
}

/** `marks` says up to which frame of each topic a query's answer knows. */
function answer(value: object): object {
  const marks = { type: 'object', additionalProperties: { type: 'integer', minimum: 0 } }
  return { type: 'object', properties: { value, marks }, required: ['value'], additionalProperties: false }
}

function refusal(description: string): object {
  return { description, content: json({ $ref: '#/components/schemas/Error' }) }
}

function json(body: object): object {
  return { 'application/json': { schema: body } }
}

/** A schema as JSON Schema; strict objects refuse unknown keys there too. */
export function schema(of: Call['input'], io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(of, { io, target: 'draft-2020-12', unrepresentable: 'throw' })
  return rest
}

if (import.meta.main) {
  writeFileSync(openapiFile, openapiText())
  const hash = contractHash()
  const sentence = process.argv[2]
  if (historyHashes().at(-1) === hash) {
    console.log(`docs/openapi.json: ${calls.size} calls; contract/history.md knows ${hash}.`)
  } else if (sentence) {
    const day = new Date().toISOString().slice(0, 10)
    writeFileSync(historyFile, `${readFileSync(historyFile, 'utf8').trimEnd()}\n- \`${hash}\` ${day} ${sentence}\n`)
    console.log(`docs/openapi.json: ${calls.size} calls; contract/history.md: ${hash} ${sentence}`)
  } else {
    console.log(
      `docs/openapi.json is written, but the contract changed: npm run openapi -- "what changed in one sentence"`,
    )
    process.exitCode = 1
  }
}

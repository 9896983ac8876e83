/** How files are called and what they export: HOUSE «Names and style» 3, 4 and 6. */
import { isNode, nameOf, type Node, type Source, type Violation } from './source.ts'

/** «Trusted Types» is what browsers call it. */
const forbidden = /^(?!trusted-types$)(.+[-.])?(utils?|helpers?|types?|common|misc|services?)$/

export function nameViolations(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const message = fileNameMessage(source.path)
    const atTop = message ? [{ path: source.path, line: 1, message }] : []
    return [...atTop, ...exportViolations(source), ...commentViolations(source)]
  })
}

function fileNameMessage(path: string): string | undefined {
  const parts = path.split('/')
  const file = parts.at(-1) ?? ''
  const stem = file.replace(/(\.(test|fault|spec|gen|config|d))?\.[a-z]+$/, '')
  const bad = [...parts.slice(0, -1), stem].find((part) => forbidden.test(part))
  if (bad) return `«${bad}» says nothing: name the file after what it exports`
  const isComponent = /^[A-Z][A-Za-z0-9]*$/.test(stem) && file.includes('.tsx')
  if (isComponent || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem)) return undefined
  return `«${file}»: files are kebab-case, component files PascalCase.tsx`
}

function exportViolations({ path, program, lineAt }: Source): Violation[] {
  const body = program.body as readonly Node[]
  const found: Violation[] = []
  // what a tool loads by path is taken from its default export
  const isSettings = /\.config\.ts$|-reporter\.mjs$/.test(path)
  for (const node of body) {
    if (node.type === 'ExportDefaultDeclaration' && !isSettings) {
      found.push({ path, line: lineAt(node.start), message: 'named exports only: give it a name' })
    }
  }
  const component = /([A-Z][A-Za-z0-9]*)\.tsx$/.exec(path)?.[1]
  if (component && !exportedNames(body).includes(component)) {
    found.push({ path, line: 1, message: `a component file exports what it is called: ${component}` })
  }
  return found
}

function exportedNames(body: readonly Node[]): string[] {
  return body
    .filter((node) => node.type === 'ExportNamedDeclaration')
    .flatMap((node) => {
      const declared = node.declaration
      const listed = (node.specifiers as readonly Node[]).flatMap((one) => nameOf(one.exported) ?? [])
      if (!isNode(declared)) return listed
      if (declared.type !== 'VariableDeclaration') return [...listed, nameOf(declared.id) ?? '']
      return [...listed, ...(declared.declarations as readonly Node[]).flatMap((one) => nameOf(one.id) ?? [])]
    })
}

function commentViolations({ path, comments, lineAt }: Source): Violation[] {
  return comments.flatMap(({ value, start }) => {
    const line = lineAt(start)
    if (/@ts-(ignore|nocheck)/.test(value)) return [{ path, line, message: 'let the types say it: no @ts-ignore' }]
    if (/\b(TODO|FIXME|XXX)\b/.test(value) && !/@TODO\(\S+\)/.test(value)) {
      return [{ path, line, message: 'do it now, or write @TODO(issue) with the issue that does it' }]
    }
    return []
  })
}
